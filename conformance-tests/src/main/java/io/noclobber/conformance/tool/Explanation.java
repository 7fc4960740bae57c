package io.noclobber.conformance.tool;

import io.noclobber.NoclobberDriver;
import io.noclobber.config.Settings;
import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.database.Database;
import io.noclobber.internal.catalog.NamePart;
import io.noclobber.internal.sql.SqlAnalyser;
import io.noclobber.observe.GuardCounts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What noclobber sends for one statement on one database, and why, as lines for people. Confined to one thread, and used once. */
final class Explanation {
    private final TargetDatabase target;
    private final Map<String, String> named;
    private final Awaited awaited;

    /** What the query reads, in small letters. */
    private final Set<String> columns = new HashSet<>();

    private final List<String> lines = new ArrayList<>();

    /** @param options those of noclobber that were named besides the URL */
    Explanation(TargetDatabase target, Map<String, String> options, Awaited awaited) {
        this.target = target;
        this.named = new LinkedHashMap<>(target.options());
        this.named.putAll(options);
        this.awaited = awaited;
    }

    /** @param read the query by which the application reads; {@code null} for the one that the statement itself implies */
    List<String> of(String sql, @Nullable String read) throws CannotRunException, SQLException {
        Settings settings = Settings.of(OptionsInForce.with(named));
        Database database = target.open();
        UnderstoodText text;
        String query;
        try (Connection open = database.connect()) {
            SqlAnalyser analyser = UnderstoodText.analyser(open);
            text = UnderstoodText.of(analyser, sql);
            text.refuseUnlessExplained();
            if (read != null && !UnderstoodText.of(analyser, read).isQuery()) {
                throw new CannotRunException("--read is refused: it must be a query, and this may write.");
            }
            query = read == null ? text.query() : read;
            LastingRead.refuse(query);
        }
        NotingDriver driver = new NotingDriver(UntouchedFiles.isOfH2(target.url()));
        Map<String, Long> before = unguarded();
        send(database, driver, sql, query);
        lines.add("given  " + sql);
        for (NotingDriver.Noted note : driver.notes()) {
            lines.add("sent   " + note.text());
            note.values().forEach((at, value) -> lines.add("       ? " + at + " = " + value));
        }
        Map<String, Long> reasons = unguarded();
        reasons.entrySet().removeAll(before.entrySet());
        List<NamePart> written = text.target();
        if (reasons.isEmpty() && written != null && !driver.notes().isEmpty()) {
            String sent = driver.notes().get(driver.notes().size() - 1).text();
            try (Connection open = database.connect()) {
                LeftOut.of(open, written, settings, columns, sql, sent).forEach(line -> lines.add("left out  " + line));
            }
        }
        reasons.keySet().forEach(reason -> lines.add("as it is, because of " + reason));
        return lines;
    }

    private void send(Database database, NotingDriver driver, String sql, @Nullable String query)
            throws CannotRunException, SQLException {
        Database noted = Database.running(
                database.engine(),
                NotingDriver.url(database.url()),
                database.user(),
                database.password(),
                database.behaviour(),
                database.place());
        DriverManager.registerDriver(driver);
        try (Connection guarded = EntryPath.URL.open(noted, named);
                Statement statement = guarded.createStatement()) {
            guarded.setAutoCommit(false);
            try {
                if (query != null) {
                    read(statement, query);
                }
                awaited.step("what would be sent was found out");
                statement.executeUpdate(sql);
            } finally {
                guarded.rollback();
            }
        } catch (SQLException failed) {
            if (driver.notes().isEmpty()) {
                throw failed;
            }
            // what was noted is told, whatever came after it
            lines.add("note   " + target.secrets().hide(String.valueOf(failed.getMessage())));
        } finally {
            DriverManager.deregisterDriver(driver);
        }
    }

    private void read(Statement statement, String query) throws CannotRunException {
        awaited.step("the row was read");
        int rows;
        try {
            rows = rows(statement, query);
        } catch (SQLException refused) {
            throw new CannotRunException(
                    "The database refuses the query " + query + ": "
                            + target.secrets()
                                    .hide(String.valueOf(refused.getMessage()).strip())
                            + ". The query by which the application reads is given by --read.",
                    refused);
        }
        if (rows == 0) {
            throw new CannotRunException("No row is found by: " + query
                    + ". What would be sent depends on what was read: name a row that exists.");
        }
        lines.add("read   " + query + "  (" + rows + " rows)");
    }

    private int rows(Statement statement, String query) throws SQLException {
        int count = 0;
        try (ResultSet rows = statement.executeQuery(query)) {
            int width = rows.getMetaData().getColumnCount();
            for (int i = 1; i <= width; i++) {
                columns.add(rows.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
            }
            while (rows.next()) {
                for (int i = 1; i <= width; i++) {
                    rows.getObject(i);
                }
                count++;
            }
        }
        return count;
    }

    /** Why writes were not guarded, as the statistics count it. */
    private static Map<String, Long> unguarded() {
        GuardCounts counts = NoclobberDriver.counts();
        Map<String, Long> unguarded = new TreeMap<>(counts.notAnalysed());
        Stream.concat(counts.tables().values().stream(), Stream.of(counts.elsewhere()))
                .forEach(table ->
                        table.unguarded().forEach((reason, count) -> unguarded.merge(reason, count, Long::sum)));
        return unguarded;
    }
}
