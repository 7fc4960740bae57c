package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect.LockText;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.DropReason;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.internal.sql.TableReference;
import io.noclobber.row.RowImage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs writes of the row under a cursor under guard: the row is locked and compared with what was read of it, and only
 * then the driver writes it, all in one transaction. Confined to one connection.
 */
final class CursorGuard {
    private static final Pattern CURRENT_OF =
            Pattern.compile("\\bWHERE\\s+CURRENT\\s+OF\\s+([^\\s;]+)[\\s;]*$", Pattern.CASE_INSENSITIVE);

    private final Session session;
    private final Transactions transactions;
    private final Verdicts verdicts;
    private final Intents intents;
    private final LockedWay locked;

    CursorGuard(Session session, Transactions transactions, Verdicts verdicts, Intents intents, LockedWay locked) {
        this.session = session;
        this.transactions = transactions;
        this.verdicts = verdicts;
        this.intents = intents;
        this.locked = locked;
    }

    /** How the driver writes the row. */
    interface Writer {
        void run() throws SQLException;
    }

    /** Whether the cursor outlives a commit. Asked only where that counts. */
    interface Holdability {
        int ask() throws SQLException;
    }

    /**
     * What the cursor will write over columns that nobody has set.
     *
     * @param statement what its write amounts to with all of them
     * @param row what it shows of them
     */
    record Stale(CursorStatement statement, RowImage row) {}

    /**
     * One write of the row under a cursor.
     *
     * @param statement what it amounts to
     * @param table the table that the cursor shows
     * @param row what the application has seen of the row by the cursor
     * @param whole the same, and what the driver will write back besides
     * @param fresh whether that is what is known of it still; it is not when an own write has changed the row since
     * @param stale what the cursor will write over others, {@code null} where it leaves them alone
     */
    record Target(
            CursorStatement statement,
            Table table,
            RowImage row,
            RowImage whole,
            boolean fresh,
            @Nullable Stale stale) {
        @Nullable RowImage shown() {
            return fresh ? row : null;
        }
    }

    /**
     * Writes the row.
     *
     * @return what is known of the row afterwards where nothing else remembers it
     * @throws SQLException the conflict, where somebody else has changed the row, or what the driver throws
     */
    @Nullable RowImage write(Target target, Holdability holdability, Writer writer) throws SQLException {
        session.trackers().captureCurrentRows();
        String text = target.statement().text();
        AnalysedStatement statement = session.environment().analyser().analyse(text);
        BoundWrite write = statement.plan() instanceof StatementPlan.Write plan
                ? session.plans().bind(plan)
                : null;
        Attempt attempt = new Attempt(writer);
        if (write == null
                || write.key().isEmpty()
                || !target.table().name().equals(write.tableOrThrow().name())) {
            unguarded(target, attempt);
        } else if (session.transaction().inTransaction() || session.dialect().cursorsStay(holdability.ask())) {
            boolean ours = !session.transaction().inTransaction();
            @Nullable RowImage[] after = new @Nullable RowImage[1];
            transactions.within(() -> {
                after[0] = locked(statement, target, attempt, ours);
                return attempt;
            });
            return after[0];
        } else {
            watched(write, statement, target, attempt);
        }
        return null;
    }

    /**
     * Runs a text that ends with {@code WHERE CURRENT OF}.
     *
     * @return whether it was run; it is not where no result is known that has its cursor
     */
    boolean positioned(AnalysedStatement statement, TableReference target, Writer writer) throws SQLException {
        Matcher end = CURRENT_OF.matcher(statement.text());
        Table table = session.tables().find(target.path());
        if (table == null || !end.find()) {
            return false;
        }
        ReadTracker tracker = session.trackers().named(end.group(1));
        String beginning = statement.text().substring(0, end.start());
        return tracker != null && tracker.writePositioned(beginning, statement.parameters(), table, writer);
    }

    private @Nullable RowImage locked(AnalysedStatement statement, Target target, Attempt attempt, boolean ours)
            throws SQLException {
        Intent intent = intents.throughCursor(
                statement, target.statement(), target.row().key(), target.shown());
        intents.count(intent);
        locked.throughCursor(intent, attempt, stale(target), !target.fresh());
        boolean forgotten = ours && !session.outlivesTransaction();
        if (!forgotten || intent.write().deletes() || intent.movesRow()) {
            return null;
        }
        Diff diff = Diff.of(intent.with(target.whole(), intent.way()), session.environment());
        RowNow now = intent.query().read(session, diff.columns(), LockText.NONE, 0);
        return now.exists() ? StoredRows.renewed(target.whole(), now.values(), session.millis()) : null;
    }

    /** The write of what the cursor puts back as well, to be compared with that; {@code null} where there is nothing. */
    private @Nullable Intent stale(Target target) throws SQLException {
        Stale stale = target.stale();
        if (stale == null) {
            return null;
        }
        AnalysedStatement statement =
                session.environment().analyser().analyse(stale.statement().text());
        return intents.throughCursor(statement, stale.statement(), target.row().key(), target.shown())
                .with(stale.row(), Intent.Way.LOCKED);
    }

    /**
     * In autocommit mode, where the cursor would lose its row by whatever else runs on the connection: a second connection
     * looks at the row. Between that look and the write there is a gap, so the write counts as not guarded.
     */
    private void watched(BoundWrite write, AnalysedStatement statement, Target target, Attempt attempt)
            throws SQLException {
        RowImage known = session.images().find(target.row().key());
        RowImage image = known == null ? target.shown() : known;
        if (image != null && write.unguarded() == null) {
            Intent intent =
                    new Intent(write, statement, target.statement(), image.key(), image, Intent.Way.LOCKED, null);
            refuse(verdicts.onLook(intent));
            Intent stale = stale(target);
            if (stale != null) {
                refuse(verdicts.onLook(stale));
            }
        }
        unguarded(target, attempt);
    }

    private static void refuse(@Nullable SQLException conflict) throws SQLException {
        if (conflict != null) {
            throw conflict;
        }
    }

    private void unguarded(Target target, Attempt attempt) throws SQLException {
        String text = target.statement().text();
        session.counts().unguarded(target.table().name(), Unguarded.CURSOR.name(), text);
        attempt.run();
        session.transaction().wrote();
        session.trackers().overtakenBy(target.table().name(), OwnWork.UNKNOWN);
        session.images().mayHaveWritten(target.row().key(), OwnWork.UNKNOWN);
        // what the database does to other tables along cannot be asked without an end to the cursor
        session.images().forgetAll(DropReason.UNKNOWN_EFFECT);
    }

    /** The driver's own write, which has no text. */
    private static final class Attempt implements WriteAttempt {
        private final Writer writer;

        private Attempt(Writer writer) {
            this.writer = writer;
        }

        void run() throws SQLException {
            writer.run();
        }

        @Override
        public long execute(GuardedSql sql) throws SQLException {
            writer.run();
            return 1;
        }

        @Override
        public boolean canReturnStored() {
            return false;
        }

        @Override
        public @Nullable ResultSet stored() {
            return null;
        }
    }
}
