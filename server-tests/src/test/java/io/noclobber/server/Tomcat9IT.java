package io.noclobber.server;

/** The shop in Tomcat 9, the last one with {@code javax.servlet}. */
final class Tomcat9IT extends ShopContract {
    @Override
    ServerKind kind() {
        return Tomcat.find("9.0", false);
    }
}
