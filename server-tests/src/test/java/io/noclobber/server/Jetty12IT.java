package io.noclobber.server;

/** The shop in Jetty 12. */
final class Jetty12IT extends ShopContract {
    @Override
    ServerKind kind() {
        return Jetty.find("12.1");
    }
}
