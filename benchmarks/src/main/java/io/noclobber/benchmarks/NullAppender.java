package io.noclobber.benchmarks;

import com.p6spy.engine.logging.Category;
import com.p6spy.engine.spy.appender.P6Logger;

/** Where p6spy logs to: nowhere. */
public final class NullAppender implements P6Logger {
    /** As p6spy makes it. */
    public NullAppender() {}

    @Override
    public void logSQL(
            int connectionId, String now, long elapsed, Category category, String prepared, String sql, String url) {
        // a log that nobody reads
    }

    @Override
    public void logException(Exception e) {
        throw new IllegalStateException(e);
    }

    @Override
    public void logText(String text) {
        // a log that nobody reads
    }

    @Override
    public boolean isCategoryEnabled(Category category) {
        return true;
    }
}
