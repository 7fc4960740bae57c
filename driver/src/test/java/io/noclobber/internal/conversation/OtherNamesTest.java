package io.noclobber.internal.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class OtherNamesTest {
    private long nanos;
    private final OtherNames names = new OtherNames(() -> nanos);

    @Test
    void id_renamedTwice_leadsToTheLast() {
        names.add("request", "session");
        names.add("session", "session after login");

        assertThat(names.now("request")).isEqualTo("session after login");
        assertThat(names.now("session")).isEqualTo("session after login");
        assertThat(names.now("other")).isEqualTo("other");
    }

    @Test
    void id_renamedInARing_ends() {
        names.add("a", "b");
        names.add("b", "a");

        assertThat(names.now("a")).isIn("a", "b");
    }

    @Test
    void id_longAfter_isItself() {
        names.add("before", "now");
        nanos = Duration.ofMinutes(11).toNanos();

        assertThat(names.now("before")).isEqualTo("before");
    }
}
