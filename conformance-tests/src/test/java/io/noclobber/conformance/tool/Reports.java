package io.noclobber.conformance.tool;

import java.sql.Connection;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Results of runs that nobody has made. */
final class Reports {
    private Reports() {}

    /** One test held, one failed, one could not be tried, and the database has a gap. */
    static RunReport failing() {
        return report(
                List.of(new Remark(
                        Remark.Kind.GAP, "Shop", "It loses deletions.", "Use another database for such work.")),
                List.of(
                        new Tried(
                                Group.LOST_UPDATES,
                                "LostUpdate",
                                "update_rowUnchanged_isDone",
                                true,
                                Outcome.HELD,
                                3,
                                ""),
                        new Tried(
                                Group.LOST_UPDATES,
                                "LostUpdate",
                                "update_rowChangedSinceRead_isRefused",
                                true,
                                Outcome.FAILED,
                                4,
                                "Expecting code to raise a throwable"),
                        new Tried(
                                Group.DELETES,
                                "LostUpdate",
                                "delete_rowUnchanged_isDone",
                                true,
                                Outcome.NOT_TRIED,
                                0,
                                "no right to <delete>")),
                Map.of("storm.steps", "2000", "storm.guarded", "2000", "storm.bare", "613"));
    }

    static RunReport report(List<Remark> remarks, List<Tried> tried, Map<String, String> published) {
        Subject subject = new Subject(
                "Shop \"8\" 😀",
                Map.of("Driver", "Shop Driver 1", "Database", "Shop \"8\" 😀"),
                Connection.TRANSACTION_READ_COMMITTED,
                true,
                false);
        EnumSet<Group> groups = EnumSet.noneOf(Group.class);
        tried.forEach(test -> groups.add(test.group()));
        return new RunReport(
                subject,
                false,
                Map.of("compare", "changed"),
                4711,
                remarks,
                List.of("does not: savepoints"),
                groups,
                tried,
                Map.of(Group.LOST_UPDATES, 1.5),
                published,
                Instant.parse("2025-03-01T10:15:30Z"),
                12.5);
    }
}
