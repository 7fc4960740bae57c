package io.noclobber.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class CostLimitTest {
    private static final CostLimit LIMIT = new CostLimit("start", 400, "ms");

    @Test
    void limit_exceededByMoreThanNoise_isSaid() {
        assertThat(LIMIT.exceededBy(DoubleStream.of(390, 401, 430, 480, 900)))
                .hasValue("start: the agent costs 430.0 ms, and three quarters of all pairs 401.0 or more;"
                        + " the limit is 400.0");
    }

    /** As on a machine that does something else as well. */
    @Test
    void limit_exceededByHalfOfThePairs_isNotSaid() {
        assertThat(LIMIT.exceededBy(DoubleStream.of(900, 480, 430, 400, 390))).isEmpty();
    }
}
