package io.noclobber.conformance;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What guarding costs: the same work by the bare driver and under test, in turn. It holds when all work could be done; how much
 * is too much is for whoever reads the numbers.
 */
public abstract class OverheadContract extends Contract {
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(6);

    @BeforeEach
    void create() throws SQLException {
        create("measured", "id INT NOT NULL PRIMARY KEY, status VARCHAR(20), amount INT, note VARCHAR(100)");
        bob.begin();
        for (int id = 1; id <= MeasuredWork.ROWS; id++) {
            bob.write("INSERT INTO {measured} (id, status, amount, note) VALUES (?, 'OPEN', 0, ?)", id, "order " + id);
        }
        bob.commit();
        bob.connection().setAutoCommit(true);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @Tag(HOLDS_BARE)
    void work_ofOneUser_isDoneBothWays(MeasuredWork work, TestReporter reporter) throws SQLException {
        int[] step = {0};
        PairedRounds.Result result = new PairedRounds(System::nanoTime, ROUND_NANOS, LIMIT_NANOS)
                .measure(() -> work.run(bob, step[0]++), () -> work.run(alice, step[0]++));
        reporter.publishEntry(Map.of(
                work.key("rounds"), String.valueOf(result.rounds()),
                work.key("times"), String.valueOf(result.times()),
                work.key("bare"), result.bare().toString(),
                work.key("guarded"), result.guarded().toString(),
                work.key("ratio"), result.ratio().toString()));
    }
}
