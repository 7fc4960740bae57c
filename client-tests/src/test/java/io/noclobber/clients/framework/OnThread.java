package io.noclobber.clients.framework;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A user on a thread of his own, for libraries that bind transactions to threads. */
final class OnThread implements Client.Edit {
    private final ExecutorService thread;
    private final Client.Edit edit;

    private OnThread(ExecutorService thread, Client.Edit edit) {
        this.thread = thread;
        this.edit = edit;
    }

    static Client.Edit edit(Callable<Client.Edit> begin) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        return new OnThread(thread, on(thread, begin));
    }

    private static <T> T on(ExecutorService thread, Callable<T> work) throws Exception {
        Future<T> result = thread.submit(work);
        try {
            return result.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        } catch (TimeoutException e) {
            result.cancel(true);
            throw e;
        }
    }

    @Override
    public String status() {
        return edit.status();
    }

    @Override
    public int save(String status) throws Exception {
        return on(thread, () -> edit.save(status));
    }

    @Override
    public void close() throws SQLException {
        try {
            on(thread, () -> {
                edit.close();
                return edit;
            });
        } catch (SQLException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new SQLException(failure);
        } finally {
            thread.shutdownNow();
        }
    }
}
