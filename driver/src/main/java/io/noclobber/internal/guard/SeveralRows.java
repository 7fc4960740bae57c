package io.noclobber.internal.guard;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.dialect.Dialect.LockText;
import io.noclobber.dialect.Dialect.RowLock;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs writes that name several rows by their keys: all rows are locked, those that were read are
 * compared, and only then the application's own text runs. So it is refused as a whole, before it has
 * touched a row. Confined to one connection.
 */
final class SeveralRows {
    private final Session session;
    private final KeyQuestions questions;
    private final Verdicts verdicts;
    private final RowLocks locks;
    private final Exactness exactness;
    private final AfterWrite after;

    SeveralRows(
            Session session,
            KeyQuestions questions,
            Verdicts verdicts,
            RowLocks locks,
            Exactness exactness,
            AfterWrite after) {
        this.session = session;
        this.questions = questions;
        this.verdicts = verdicts;
        this.locks = locks;
        this.exactness = exactness;
        this.after = after;
    }

    long run(Intent intent, WriteAttempt attempt) throws SQLException {
        List<Intent> written = new ArrayList<>();
        for (Intent row : intent.rows()) {
            if (takes(row)) {
                written.add(row);
            }
        }
        try {
            long count = attempt.execute(intent.asSent());
            if (count == written.size() || count != 0 && intent.write().plan().returning()) {
                for (Intent row : written) {
                    after.wrote(row, null);
                }
            } else if (!intent.isToldBy(attempt)) {
                intent.rows().forEach(after::mayHaveWritten);
            } else if (count > written.size()) {
                // of a key that meant no row when it was looked at, or whose condition has come to hold since
                session.counts()
                        .unguarded(
                                intent.table().name(),
                                Unguarded.SEVERAL_ROWS.name(),
                                intent.statement().text());
                after.wrote(intent.withoutRows(), null);
            } else if (count != 0 || intent.write().plan().returning()) {
                written.forEach(after::mayHaveWritten);
            }
            return count;
        } catch (SQLException raised) {
            verdicts.onFailure(raised);
            throw raised;
        }
    }

    /**
     * Whether the write names the row, which is locked, indeed: a value in a list may mean less than behind an {@code =}. It is
     * asked for as the write will see it, not as a snapshot shows it.
     */
    private boolean isNamed(Intent row) throws SQLException {
        List<KeyQuestions.Stored> named =
                questions.named(row.write(), row.statement(), row.parameters(), verdicts.lock());
        return named == null || named.stream().anyMatch(other -> Objects.equals(other.key(), row.key()));
    }

    /**
     * Locks one row, and says whether the write will change it.
     *
     * @throws SQLException the conflict, where somebody else has changed it
     */
    private boolean takes(Intent row) throws SQLException {
        boolean compared = row.way() == Intent.Way.GUARDED || row.way() == Intent.Way.LOCKED;
        try {
            Diff diff = compared ? Diff.of(row, session.environment()) : null;
            if (diff == null) {
                RowNow now = row.way() == Intent.Way.HELD
                        ? row.query().read(session, List.of(), LockText.NONE, 0)
                        : locks.lock(row, List.of(), null, locks.forText());
                return now.exists() && now.matches();
            }
            RowLock lock = locks.forText();
            RowNow now = locks.lock(row, diff.columns(), diff.likeness(), lock);
            if (now.exists() && diff.same(now)) {
                exactness.settle(row, diff, now, lock);
                return now.matches();
            }
            Verdict verdict = verdicts.decide(row, diff, now);
            if (verdict instanceof Verdict.Refused refused) {
                if (now.exists() && !isNamed(row)) {
                    return false;
                }
                throw refused.conflict();
            }
            return verdict instanceof Verdict.OwnChange;
        } catch (ConcurrencyConflictException conflict) {
            throw conflict;
        } catch (SQLException raised) {
            if (compared) {
                throw verdicts.onException(row, raised);
            }
            verdicts.onFailure(raised);
            throw raised;
        }
    }
}
