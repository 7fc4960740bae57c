package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.Opener;
import io.noclobber.conformance.Setting;
import io.noclobber.conformance.database.Disguise;
import io.noclobber.conformance.database.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of tests that lose their connections. */
class LostConnectionRunTest {
    private final AtomicInteger writes = new AtomicInteger();

    @AfterEach
    void forget() {
        ChosenContracts.choose(new Setting(Engine.H2.database(), EntryPath.URL));
    }

    /** Lets deletions fail, counted from 1 on. */
    private Opener losing(IntPredicate which, SQLException failure) {
        return (database, options) -> {
            Connection real = EntryPath.URL.open(database, options);
            return Disguise.of(Connection.class, (proxy, method, arguments) -> {
                if (method.getName().equals("prepareStatement")
                        && String.valueOf(arguments[0]).startsWith("DELETE")
                        && which.test(writes.incrementAndGet())) {
                    throw failure;
                }
                return Disguise.call(real, method, arguments);
            });
        };
    }

    /** Ends the connection at deletions, counted from 1 on, of which nothing tells but that it is closed. */
    private Opener ending(IntPredicate which) {
        return (database, options) -> {
            Connection real = EntryPath.URL.open(database, options);
            return Disguise.of(Connection.class, (proxy, method, arguments) -> {
                if (method.getName().equals("prepareStatement")
                        && String.valueOf(arguments[0]).startsWith("DELETE")
                        && which.test(writes.incrementAndGet())) {
                    real.close();
                    throw new SQLException("something", "HY000");
                }
                return Disguise.call(real, method, arguments);
            });
        };
    }

    private static SQLException lost() {
        return new SQLException("the network is down", "08006");
    }

    private static List<Tried> deletes(Opener opener, TestRun.Pulse pulse) throws Exception {
        TestRun run = TestRuns.of(new Setting(Engine.H2.database(), opener), pulse);
        run.run(Group.DELETES);
        assertThat(run.tried()).hasSizeGreaterThan(5).doesNotHaveDuplicates();
        return run.tried();
    }

    @Test
    void test_thatLosesItsConnectionOnce_isTriedAgainAndHolds() throws Exception {
        int all = deletes(EntryPath.URL, new TestRuns.Steady()).size();

        List<Tried> tried = deletes(losing(n -> n == 1 || n == 3, lost()), new TestRuns.Steady());

        assertThat(tried).hasSize(all).extracting(Tried::outcome).containsOnly(Outcome.HELD);
    }

    @Test
    void test_thatLosesItsConnectionAgain_isNoVerdict() throws Exception {
        List<Tried> tried = deletes(losing(n -> true, lost()), new TestRuns.Steady());

        assertThat(tried)
                .extracting(Tried::outcome)
                .contains(Outcome.CONNECTION_LOST)
                .doesNotContain(Outcome.FAILED);
        assertThat(tried)
                .filteredOn(test -> test.outcome() == Outcome.CONNECTION_LOST)
                .extracting(Tried::detail)
                .containsOnly("the network is down");
    }

    @Test
    void tests_onADatabaseThatTakesNoConnections_areNoVerdictAndNotTriedAgain() throws Exception {
        TestRuns.Steady closed = new TestRuns.Steady() {
            @Override
            public boolean connects() {
                return false;
            }
        };

        List<Tried> tried = deletes(losing(n -> n == 1, lost()), closed);

        assertThat(tried)
                .filteredOn(test -> test.outcome() != Outcome.HELD)
                .singleElement()
                .satisfies(test -> assertThat(test.outcome()).isEqualTo(Outcome.CONNECTION_LOST));
    }

    /** A test may not say why it fails: it has seen fewer rows, or a conflict that says less. */
    @Test
    void test_thatFailsWhileConnectionsAreLost_isTriedAgain() throws Exception {
        TestRuns.Steady witness = new TestRuns.Steady() {
            @Override
            public boolean lost(long since, long until) {
                return writes.get() < 100;
            }
        };
        SQLException silent = new SQLException("something", "HY000");

        assertThat(deletes(losing(n -> n == 1, silent), witness))
                .extracting(Tried::outcome)
                .containsOnly(Outcome.HELD);
        writes.set(0);
        assertThat(deletes(losing(n -> n < 50, silent), witness))
                .filteredOn(test -> test.outcome() != Outcome.HELD)
                .isNotEmpty()
                .allSatisfy(test -> assertThat(test.outcome()).isEqualTo(Outcome.CONNECTION_LOST))
                .allSatisfy(test -> assertThat(test.detail()).startsWith("It failed while a connection was lost: "));
    }

    @Test
    void test_thatFailsWhenASessionOfItHasEnded_isTriedAgain() throws Exception {
        int all = deletes(EntryPath.URL, new TestRuns.Steady()).size();

        assertThat(deletes(ending(n -> n == 1 || n == 3), new TestRuns.Steady()))
                .hasSize(all)
                .extracting(Tried::outcome)
                .containsOnly(Outcome.HELD);
    }

    /** As a guard might do. */
    @Test
    void tests_whoseSessionEndsEachTime_areNoVerdict() throws Exception {
        assertThat(deletes(ending(n -> true), new TestRuns.Steady()))
                .filteredOn(test -> test.outcome() != Outcome.HELD)
                .isNotEmpty()
                .allSatisfy(test -> assertThat(test.outcome()).isEqualTo(Outcome.CONNECTION_LOST))
                .allSatisfy(test -> assertThat(test.detail())
                        .startsWith("It failed, and a connection was gone that the test had not closed: "));
    }

    @Test
    void test_thatFailsForAnotherReason_hasFailed() throws Exception {
        SQLException other = new SQLException("something", "HY000");

        assertThat(deletes(losing(n -> n == 1, other), new TestRuns.Steady()))
                .filteredOn(test -> test.outcome() != Outcome.HELD)
                .singleElement()
                .satisfies(test -> assertThat(test.outcome()).isEqualTo(Outcome.FAILED));
    }

    @Test
    void result_ofATestThatIsTriedAgain_takesThePlaceOfTheFirst() {
        Results results = new Results();
        results.add("a", tried(Outcome.CONNECTION_LOST), System.nanoTime());
        results.add("b", tried(Outcome.HELD), System.nanoTime());
        results.add("all of c", tried(Outcome.CONNECTION_LOST), System.nanoTime());

        assertThat(results.lost((since, until) -> false)).containsExactly("a", "all of c");
        results.add("c1", tried(Outcome.NOT_TRIED), System.nanoTime());
        results.held("all of c");
        results.add("a", tried(Outcome.FAILED), System.nanoTime());

        assertThat(results.all())
                .extracting(Tried::outcome)
                .containsExactly(Outcome.FAILED, Outcome.HELD, Outcome.NOT_TRIED);
    }

    private static Tried tried(Outcome outcome) {
        return new Tried(Group.DELETES, "Contract", "some_thing_holds", true, outcome, 1, "");
    }
}
