package io.noclobber.internal.guard;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.dialect.Dialect.NativeSignal;
import io.noclobber.internal.guard.TransactionWatch.Fate;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Ends and opens transactions, so that images follow them. Confined to one connection.
 */
final class Transactions {
    /** What is done within a transaction. */
    interface Work<T> {
        T run() throws SQLException;
    }

    private final Session session;
    private final StoredRows stored;

    /**
     * Its write lock is held by a thread while it writes or ends a transaction, so that a transaction that is made around
     * the write of one thread takes no write of another with it; its read lock by one that reads, so that autocommit
     * is not switched meanwhile: pgjdbc would begin a transaction that nobody ends. Nobody waits for it who would not
     * wait for the driver.
     */
    private final ReentrantReadWriteLock threads = new ReentrantReadWriteLock();

    Transactions(Session session) {
        this.session = session;
        this.stored = new StoredRows(session);
    }

    /** No other thread reads, writes or ends a transaction meanwhile. */
    Lock alone() {
        return threads.writeLock();
    }

    /** No other thread writes or ends a transaction meanwhile. Whoever holds it must not ask for {@link #alone}. */
    Lock reading() {
        return threads.readLock();
    }

    /**
     * {@link #reading}, for the conversation that the calling thread works for. Only who is alone changes what the connection
     * works for, so that it stays this one until the lock that is given is released.
     */
    @SuppressWarnings("LockNotBeforeTry") // who calls this releases it
    Lock conversing() {
        Lock reading = reading();
        reading.lock();
        if (threads.getReadHoldCount() > 1 || session.conversation().isBegun()) {
            return reading;
        }
        reading.unlock();
        alone().lock();
        try {
            session.conversation().begin();
            reading.lock(); // before anybody else can be alone
        } finally {
            alone().unlock();
        }
        return reading;
    }

    /** Captures what cursors stand on, and finds out what own writes have stored, while the transaction still protects it. */
    void beforeCommit() throws SQLException {
        session.trackers().captureCurrentRows();
        if (session.transaction().inTransaction()) {
            try {
                stored.confirm();
            } catch (SQLException failure) {
                if (session.signal(failure) == NativeSignal.CHANGED_ROLLED_BACK) {
                    rolledBack();
                }
                throw failure;
            }
        }
    }

    void commit(ConnectionGuard.Action commit) throws SQLException {
        boolean undoes =
                session.transaction().inTransaction() && session.transaction().isGivenUp();
        if (undoes) {
            session.trackers().captureCurrentRows();
        } else {
            beforeCommit();
        }
        if (!session.transaction().inTransaction()) {
            commit.run();
            return;
        }
        try {
            commit.run();
        } catch (SQLException failure) {
            if (session.signal(failure) == NativeSignal.CHANGED_ROLLED_BACK || !isRefused()) {
                afterFailedCommit();
            }
            throw failure;
        } catch (RuntimeException | Error failure) {
            afterFailedCommit();
            throw failure;
        }
        if (undoes) {
            rolledBack();
            return;
        }
        session.memory().commit();
        session.unit().ended();
    }

    /** In autocommit mode drivers refuse to commit what a text has begun, and that goes on. */
    private boolean isRefused() {
        return session.transaction().autoCommit();
    }

    private void afterFailedCommit() {
        if (!session.branches().inBranch()) {
            rolledBack();
        }
    }

    /**
     * The work for a branch of a distributed transaction is about to end, or to be suspended: there may be no later moment
     * to read what it stored. A failure is nobody's but ours, because the application's own call is none to the database.
     */
    void beforeBranchEnds() {
        try {
            beforeCommit();
        } catch (SQLException failure) {
            session.counts().catalogFailed("what a distributed transaction has stored", failure);
        }
    }

    /** The engine commits for some statements; where it is not known whether it did, no lock is counted on. */
    void maybeCommitted(Fate fate) throws SQLException {
        if (fate == Fate.ENDED) {
            session.memory().commit();
            session.unit().ended();
        } else if (fate == Fate.UNKNOWN) {
            session.transaction().maybeEnded();
        }
    }

    /** Sets the isolation, for which some databases commit, at least where it is another one; others refuse that, or leave the transaction alone. */
    void setIsolation(ConnectionGuard.Action change) throws SQLException {
        alone().lock();
        try {
            session.beforeStatement();
            setIsolationAlone(change);
        } finally {
            alone().unlock();
        }
    }

    private void setIsolationAlone(ConnectionGuard.Action change) throws SQLException {
        if (!session.transaction().inTransaction()
                || !session.images().hasWritten()
                || session.branches().inBranch()) {
            change.run();
            return;
        }
        beforeCommit();
        TransactionWatch watch = new TransactionWatch(session);
        watch.start();
        boolean set = false;
        try {
            change.run();
            set = true;
        } finally {
            Fate fate = watch.end();
            // a connection that breaks down has ended the transaction otherwise
            maybeCommitted(set || fate == Fate.ALIVE ? fate : Fate.UNKNOWN);
        }
    }

    /** The same by a text, of which the driver may know nothing. */
    void commitByText(ConnectionGuard.Action commit) throws SQLException {
        commit(commit);
        session.transaction().endedByText();
    }

    void rollback(ConnectionGuard.Action rollback) throws SQLException {
        session.trackers().captureCurrentRows();
        rollback.run();
        rolledBack();
    }

    /** The same by a text, of which the driver may know nothing. */
    void rollbackByText(ConnectionGuard.Action rollback) throws SQLException {
        rollback(rollback);
        session.transaction().endedByText();
    }

    /** The transaction is gone, and the driver may know nothing of that. */
    void rolledBackUnasked() {
        rolledBack();
        session.transaction().endedByText();
    }

    /**
     * The transaction may be gone by a failure that does not say so. Not where another thread is at work, which begins and ends
     * one around what it writes: only a write can undo one, and that has failed on the thread that is alone.
     */
    void rolledBackIfLost() {
        if (alone().tryLock()) {
            try {
                if (session.transaction().isLost()) {
                    rolledBackUnasked();
                }
            } finally {
                alone().unlock();
            }
        }
    }

    /** A savepoint is about to be released, which commits where it has begun the transaction. */
    void beforeRelease() throws SQLException {
        if (session.dialect().savepointBegins()) {
            beforeCommit();
        }
    }

    /** The transaction is gone, by the application's will or by the database's. */
    void rolledBack() {
        session.memory().rollback();
        session.trackers().rolledBack();
        session.unit().ended();
    }

    void setAutoCommit(boolean on, ConnectionGuard.Action change) throws SQLException {
        session.trackers().captureCurrentRows();
        if (on && !session.transaction().autoCommit()) {
            commit(change);
        } else {
            change.run();
        }
        session.transaction().autoCommitSet(on);
    }

    /**
     * Runs {@code work} in the application's transaction, or, where each of its statements is one of its
     * own, in a transaction that lasts just as long: what was stored can only be read back for certain
     * while nobody else can change it.
     */
    <T> T within(Work<T> work) throws SQLException {
        return within(work, false);
    }

    /**
     * The same.
     *
     * @param refusesFirst whether a conflict says that nothing was written, neither by {@code work} nor by a trigger
     */
    <T> T within(Work<T> work, boolean refusesFirst) throws SQLException {
        alone().lock();
        try {
            return withinAlone(work, refusesFirst);
        } finally {
            alone().unlock();
        }
    }

    private <T> T withinAlone(Work<T> work, boolean refusesFirst) throws SQLException {
        if (session.transaction().inTransaction()) {
            return work.run();
        }
        MadeTransaction made = MadeTransaction.begin(session);
        T result;
        try {
            result = work.run();
            commit(made::commit);
        } catch (SQLException | RuntimeException | Error failure) {
            boolean nothingToUndo = refusesFirst
                    && failure instanceof ConcurrencyConflictException
                    && !session.transaction().hasWritten();
            endAfter(failure, made, nothingToUndo && session.dialect().rollbackClosesRows());
            leaveAfter(failure, made);
            throw failure;
        }
        made.leave();
        return result;
    }

    private static void leaveAfter(Throwable failure, MadeTransaction made) {
        try {
            made.leave();
        } catch (SQLException | RuntimeException | Error second) {
            failure.addSuppressed(second);
        }
    }

    /** A commit of nothing leaves the rows open that a rollback would close. */
    private void endAfter(Throwable failure, MadeTransaction made, boolean byCommit) {
        try {
            if (byCommit) {
                made.commit();
            } else {
                made.rollback();
            }
        } catch (SQLException | RuntimeException | Error second) {
            failure.addSuppressed(second);
        }
        rolledBack();
    }
}
