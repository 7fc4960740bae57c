package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.Parameters;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one prepared statement as the application has set them: the setter and all that
 * it was given. What is mutable is copied, for an application may use its buffers again. Confined to
 * that statement.
 */
final class RecordedParameters implements Parameters {
    private final @Nullable Setter[] setters;
    private final @Nullable Object[] values;
    private final @Nullable Object[] details;
    private final boolean[] handed;
    private final boolean[] spoilt;

    /** Which contents the application's own statement has not been given. */
    private final boolean[] aside;

    /** Which statement has each stream. A driver may have read it there, at the setter or when it ran. */
    private final @Nullable PreparedStatement[] holders;

    private boolean bypassed;
    private boolean elsewhere;

    RecordedParameters(int count) {
        this(new Setter[count], new Object[count], new Object[count]);
    }

    private RecordedParameters(@Nullable Setter[] setters, @Nullable Object[] values, @Nullable Object[] details) {
        this.setters = setters;
        this.values = values;
        this.details = details;
        this.handed = new boolean[setters.length];
        this.spoilt = new boolean[setters.length];
        this.aside = new boolean[setters.length];
        this.holders = new PreparedStatement[setters.length];
    }

    int count() {
        return setters.length;
    }

    void put(int index, Setter setter, @Nullable Object value) {
        put(index, setter, value, null);
    }

    /** Positions that the text does not have are left to the driver. */
    void put(int index, Setter setter, @Nullable Object value, @Nullable Object detail) {
        if (index >= 1 && index <= setters.length) {
            setters[index - 1] = setter;
            values[index - 1] = copy(value);
            details[index - 1] = detail;
            holders[index - 1] = null;
            spoilt[index - 1] = false;
            aside[index - 1] = false;
        }
    }

    /** The content of a stream, which the application may close at once, for the statement that runs. */
    void putAside(int index, Setter setter, Object stream, @Nullable Object detail) {
        put(index, setter, StreamContent.of(stream, StreamProbe.limit(setter, detail)), detail);
        aside[index - 1] = true;
    }

    /** Nobody but the driver knows what was set there. */
    void forget(int index) {
        if (index >= 1 && index <= setters.length) {
            setters[index - 1] = null;
            values[index - 1] = null;
            spoilt[index - 1] = false;
            aside[index - 1] = false;
        }
    }

    /** What the driver has there is nothing that the application has set. */
    void spoil(int index) {
        forget(index);
        spoilt[index - 1] = true;
    }

    static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof String || value instanceof Number || isOpaque(value)) {
            return value;
        }
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (value instanceof Date date) {
            return date.clone();
        }
        return value instanceof Calendar calendar ? calendar.clone() : MutableValues.copy(value);
    }

    /** A setter was used that is not known here: until all are cleared nobody but the driver knows the parameters. */
    void bypass() {
        bypassed = true;
    }

    void clear() {
        java.util.Arrays.fill(setters, null);
        java.util.Arrays.fill(values, null);
        java.util.Arrays.fill(details, null);
        java.util.Arrays.fill(holders, null);
        java.util.Arrays.fill(spoilt, false);
        java.util.Arrays.fill(aside, false);
        bypassed = false;
    }

    /** The same parameters, whatever is set afterwards. */
    RecordedParameters snapshot() {
        RecordedParameters copy = new RecordedParameters(setters.clone(), values.clone(), details.clone());
        copy.bypassed = bypassed;
        copy.elsewhere = elsewhere;
        return copy;
    }

    /**
     * A new execution begins. A stream that was not set anew is still with the statement that it was handed to.
     *
     * @param sameNames whether another text would name the same tables as the application's own did when prepared
     */
    void begin(boolean sameNames) {
        java.util.Arrays.fill(handed, false);
        elsewhere = !sameNames;
    }

    /** Gives the values that were kept back to the application's own statement, which is about to run. */
    void handStreams(PreparedStatement own) throws SQLException {
        for (int i = 0; i < setters.length; i++) {
            if (spoilt[i]) {
                throw new SQLException(
                        "parameter " + (i + 1)
                                + " is not set: the driver has refused the stream that it was given last",
                        "07001");
            }
            if (isStream(values[i]) || aside[i]) {
                bind(i + 1, own, i + 1);
            }
        }
    }

    /** Reads the streams that the application may close as soon as they are in its batch. */
    void readStreams() {
        for (int i = 0; i < setters.length; i++) {
            Object value = values[i];
            Setter setter = setters[i];
            if (setter != null && (value instanceof InputStream || value instanceof Reader) && holders[i] == null) {
                values[i] = StreamContent.of(value, StreamProbe.limit(setter, details[i]));
                aside[i] = true;
            }
        }
    }

    /** Sets what was set last on the application's own statement, which has run elements of a batch since. */
    void setAnew(PreparedStatement own) throws SQLException {
        for (int i = 0; i < setters.length; i++) {
            // the driver has read a stream, and has no other
            if (!isStream(values[i])) {
                bind(i + 1, own, i + 1);
            }
        }
    }

    private static boolean isStream(@Nullable Object value) {
        return value instanceof InputStream || value instanceof Reader || value instanceof SQLXML;
    }

    private static boolean isOpaque(@Nullable Object value) {
        return isStream(value)
                || value instanceof StreamContent
                || value instanceof Blob
                || value instanceof Clob
                || value instanceof Array
                || value instanceof Ref;
    }

    @Override
    public boolean replayable() {
        if (bypassed || elsewhere) {
            return false;
        }
        for (Setter setter : setters) {
            if (setter == null) {
                return false;
            }
        }
        return true;
    }

    /** What a calendar makes of a time only the driver knows. */
    @Override
    public @Nullable Object value(int index) {
        Object value = values[index - 1];
        boolean unknown =
                bypassed || setters[index - 1] == null || details[index - 1] instanceof Calendar || isOpaque(value);
        return unknown ? UNKNOWN : value;
    }

    @Override
    public @Nullable Object exact(int index) {
        Setter setter = setters[index - 1];
        return setter != null && setter.keeps(values[index - 1], details[index - 1]) ? value(index) : UNKNOWN;
    }

    @Override
    public @Nullable Object spelling(int index) {
        Setter setter = setters[index - 1];
        Object value = values[index - 1];
        if (bypassed || setter == null || value == null || isOpaque(value)) {
            return null;
        }
        Object shown = value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
        Object detail = details[index - 1];
        return List.of(setter, shown.getClass(), shown, detail == null ? "" : copied(detail));
    }

    private static Object copied(Object detail) {
        return detail instanceof Calendar calendar ? calendar.clone() : detail;
    }

    @Override
    public void bind(int index, PreparedStatement target, int targetIndex) throws SQLException {
        Setter setter = setters[index - 1];
        if (setter == null) {
            return; // The driver will say that it is not set.
        }
        Object value = values[index - 1];
        if (isStream(value)) {
            if (handed[index - 1]) {
                throw new SQLException("noclobber must run this statement once more, but parameter " + index
                        + " is a stream that the first attempt has read. Nothing was written; run it again.");
            }
            handed[index - 1] = true;
            PreparedStatement holder = holders[index - 1];
            if (holder == target) {
                return;
            }
            if (holder != null) {
                throw new SQLException(
                        "noclobber must run this statement in another form than before, but parameter " + index
                                + " is a stream that the execution before has read. Nothing was written; set it again.");
            }
            holders[index - 1] = target;
        }
        Object given = value instanceof StreamContent content ? content.open() : value;
        setter.bind(target, targetIndex, given, details[index - 1]);
    }
}
