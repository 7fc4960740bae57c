package io.noclobber.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

final class LentConnectionsTest {
    /** As applications have one to choose among databases. */
    private static class RoutingSource extends DelegatingDataSource {}

    @Test
    void passesOn_proxiesOfSpringAndWhatIsDerivedFromThem() {
        assertThat(LentConnections.passesOn(DelegatingDataSource.class)).isTrue();
        assertThat(LentConnections.passesOn(RoutingSource.class)).isTrue();
        assertThat(LentConnections.passesOn(LentConnectionsTest.class)).isFalse();
    }
}
