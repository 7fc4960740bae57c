package io.noclobber.internal.guard;

import io.noclobber.config.Inexact;
import io.noclobber.dialect.Dialect.LockText;
import io.noclobber.dialect.Dialect.RowLock;
import java.sql.SQLException;
import java.util.List;

/**
 * Finds the columns of which the driver gives less than the database holds: characters that the connection's character
 * set lacks, digits that the session has cut. Of such a value the database says that it is another one than was read, and the
 * driver sees no difference, whether there is one or not. Confined to one connection.
 */
final class Exactness {
    private final Session session;

    Exactness(Session session) {
        this.session = session;
    }

    /**
     * Settles what is to become of a write to a row that is locked and that the driver sees as it was read.
     *
     * @param lock how the row was locked
     * @throws SQLException when a column cannot be read exactly and option {@code inexact} says that it is refused then
     */
    void settle(Intent intent, Diff diff, RowNow now, RowLock lock) throws SQLException {
        if (now.found() != RowNow.Found.OTHERWISE) {
            return;
        }
        List<Likeness> columns = diff.likeness().each();
        LockText text = lock == RowLock.FOR_UPDATE ? session.dialect().lockText() : LockText.NONE;
        boolean[] found = intent.query().answers(session, columns, text, session.queryTimeout());
        boolean any = false;
        for (int i = 0; i < found.length; i++) {
            if (!found[i]) {
                any = true;
                lossy(intent, columns.get(i).items().get(0));
            }
        }
        if (!any) {
            session.counts()
                    .defect(
                            intent.table().name(),
                            "a guard did not match the row it was made from, but each part of it did");
        }
    }

    private void lossy(Intent intent, Compared.Item item) throws SQLException {
        if (session.settings().inexact() == Inexact.REFUSE) {
            throw Refusal.lossy(intent.table(), item.column());
        }
        session.counts().lossy(item.column());
    }
}
