package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedRoundsTest {
    private static final long ROUND = 20_000_000;

    private long now;
    private final List<String> order = new ArrayList<>();

    private PairedRounds.Step step(String name, long nanos) {
        return () -> {
            now += nanos;
            if (order.isEmpty() || !order.get(order.size() - 1).equals(name)) {
                order.add(name);
            }
        };
    }

    private PairedRounds rounds(long limit) {
        return new PairedRounds(() -> now, ROUND, limit);
    }

    @Test
    void ratio_isThatOfEachRound() throws SQLException {
        PairedRounds.Result result = rounds(Long.MAX_VALUE).measure(step("bare", 100_000), step("guarded", 150_000));

        assertThat(result.rounds()).isEqualTo(31);
        assertThat(result.times()).isEqualTo(200);
        assertThat(result.bare().median()).isCloseTo(100, within(0.001));
        assertThat(result.guarded().median()).isCloseTo(150, within(0.001));
        assertThat(result.ratio().lower()).isCloseTo(1.5, within(0.001));
        assertThat(result.ratio().upper()).isCloseTo(1.5, within(0.001));
    }

    /** Another process that slows down everything for a while leaves the ratio as it is, and shows in the spread of the times. */
    @Test
    void ratio_onAMachineThatSlowsDown_stays() throws SQLException {
        long[] start = {-1};
        PairedRounds.Step bare = () -> now += slowed(100_000, start);
        PairedRounds.Step guarded = () -> now += slowed(150_000, start);

        PairedRounds.Result result = rounds(Long.MAX_VALUE).measure(bare, guarded);

        assertThat(result.ratio().median()).isCloseTo(1.5, within(0.05));
        assertThat(result.bare().upper()).isGreaterThan(1.9 * result.bare().lower());
    }

    private long slowed(long nanos, long[] start) {
        if (start[0] < 0) {
            start[0] = now;
        }
        return now - start[0] > 1_300_000_000L ? 2 * nanos : nanos;
    }

    @Test
    void ways_takeTurns_andWhoGoesFirstChanges() throws SQLException {
        PairedRounds.Result result = rounds(0).measure(step("bare", ROUND), step("guarded", ROUND));

        assertThat(result.rounds()).isEqualTo(5);
        assertThat(result.times()).isEqualTo(1);
        // two in a row of the same show as one
        assertThat(String.join(" ", order)).endsWith("bare guarded bare guarded bare guarded");
    }

    @Test
    void slowWork_endsAfterItsLimit() throws SQLException {
        PairedRounds.Result result = rounds(10 * ROUND).measure(step("bare", ROUND), step("guarded", ROUND));

        assertThat(result.rounds()).isEqualTo(5);
        assertThat(rounds(16 * ROUND)
                        .measure(step("bare", ROUND), step("guarded", ROUND))
                        .rounds())
                .isEqualTo(8);
    }
}
