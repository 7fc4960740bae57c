package io.noclobber.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;

/** The shop in Tomcat 11, on JDK 25 where there is one. */
final class Tomcat11IT extends ShopContract {
    @Override
    ServerKind kind() {
        return Tomcat.find("11.0", true).on(Java.newest());
    }

    /** Newer JDKs warn of agents that come late, and of what some libraries do. */
    @Test
    void jvm_newest_warnsOfNothing() throws Exception {
        assumeFalse(Java.newest().equals(Java.own()), "no JDK 25 below /usr/lib/jvm");

        String version = new Browser(guarded().application("hsqldb"))
                .get("/monitor?bean=java.lang:type=Runtime&attribute=SpecVersion")
                .body();

        assertThat(version.strip()).isEqualTo("25");
        assertThat(guarded().said()).doesNotContain("sun.misc.Unsafe", "restricted method", "loaded dynamically");
    }
}
