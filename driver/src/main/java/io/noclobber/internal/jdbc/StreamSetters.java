package io.noclobber.internal.jdbc;

import io.noclobber.internal.sql.AnalysedStatement;
import java.io.InputStream;
import java.io.Reader;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLXML;
import org.jspecify.annotations.Nullable;

/**
 * The setters whose value can be read only once. Where parameters are recorded it is kept back until
 * it is known which statement runs, and handed to that one alone.
 */
abstract class StreamSetters extends GuardedStatement implements PreparedStatement {
    final PreparedStatement prepared;

    /** Where the parameters are recorded, or {@code null} where nobody needs them. */
    final @Nullable RecordedParameters recorded;

    /** Whether another statement may run in its place; a query's own always does. */
    private final boolean keepsBack;

    StreamSetters(PreparedStatement delegate, Origin origin, @Nullable RecordedParameters recorded) {
        super(delegate, origin);
        this.prepared = delegate;
        this.recorded = recorded;
        AnalysedStatement analysed = origin.prepared();
        this.keepsBack = analysed != null && origin.connection().guard.guards(analysed);
    }

    /** Whether {@code value} is kept back. */
    final boolean defers(@Nullable Object value) {
        return keepsBack && recorded != null && isRead(value);
    }

    private static boolean isRead(@Nullable Object value) {
        return value instanceof InputStream || value instanceof Reader || value instanceof SQLXML;
    }

    /** Notes what the driver has been given. */
    final void record(int index, Setter setter, @Nullable Object value, @Nullable Object detail) {
        if (recorded == null) {
            return;
        }
        if (isRead(value)) {
            recorded.forget(index);
        } else {
            recorded.put(index, setter, value, detail);
        }
    }

    /**
     * Keeps the value back, or gives it to the driver, unless nobody needs to know of it.
     *
     * @return whether nothing is left to do
     * @throws SQLException what the driver says of the value
     */
    final boolean defer(int index, Setter setter, @Nullable Object value, @Nullable Object detail) throws SQLException {
        if (recorded == null) {
            return false;
        }
        if (!keepsBack || value == null || index < 1 || index > recorded.count() || isGone()) {
            // nothing to keep back, or the driver has something to say about it, and what it refuses is not set
            setter.bind(prepared, index, value, detail);
            if (keepsBack) {
                record(index, setter, value, detail);
            } else {
                recorded.forget(index);
            }
            return true;
        }
        switch (StreamProbe.ask(
                prepared, index, setter, value, detail, guard().driver().storesLargeObjects())) {
            case REFUSES -> {
                setter.bind(prepared, index, value, detail);
                // taken all the same, but by this statement alone
                recorded.forget(index);
            }
            case KEEPS -> recorded.put(index, setter, value, detail);
            case READS -> read(recorded, index, setter, value, detail);
            case MAY_STORE -> recorded.putAside(index, setter, value, detail);
        }
        return true;
    }

    /** The driver has read the probe already, so what it refuses must not leave that behind. */
    private void read(RecordedParameters parameters, int index, Setter setter, Object value, @Nullable Object detail)
            throws SQLException {
        StreamContent content = StreamContent.of(value, StreamProbe.limit(setter, detail));
        parameters.spoil(index);
        setter.bind(prepared, index, content.open(), detail);
        parameters.put(index, setter, content, detail);
    }

    @Override
    public final void setAsciiStream(int index, @Nullable InputStream value) throws SQLException {
        if (!defer(index, Setter.ASCII_STREAM, value, null)) {
            prepared.setAsciiStream(index, value);
        }
    }

    @Override
    public final void setAsciiStream(int index, @Nullable InputStream value, int length) throws SQLException {
        if (!defer(index, Setter.ASCII_STREAM_INT, value, length)) {
            prepared.setAsciiStream(index, value, length);
        }
    }

    @Override
    public final void setAsciiStream(int index, @Nullable InputStream value, long length) throws SQLException {
        if (!defer(index, Setter.ASCII_STREAM_LONG, value, length)) {
            prepared.setAsciiStream(index, value, length);
        }
    }

    @Override
    public final void setBinaryStream(int index, @Nullable InputStream value) throws SQLException {
        if (!defer(index, Setter.BINARY_STREAM, value, null)) {
            prepared.setBinaryStream(index, value);
        }
    }

    @Override
    public final void setBinaryStream(int index, @Nullable InputStream value, int length) throws SQLException {
        if (!defer(index, Setter.BINARY_STREAM_INT, value, length)) {
            prepared.setBinaryStream(index, value, length);
        }
    }

    @Override
    public final void setBinaryStream(int index, @Nullable InputStream value, long length) throws SQLException {
        if (!defer(index, Setter.BINARY_STREAM_LONG, value, length)) {
            prepared.setBinaryStream(index, value, length);
        }
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation")
    public final void setUnicodeStream(int index, @Nullable InputStream value, int length) throws SQLException {
        if (!defer(index, Setter.UNICODE_STREAM_INT, value, length)) {
            prepared.setUnicodeStream(index, value, length);
        }
    }

    @Override
    public final void setCharacterStream(int index, @Nullable Reader value) throws SQLException {
        if (!defer(index, Setter.CHARACTER_STREAM, value, null)) {
            prepared.setCharacterStream(index, value);
        }
    }

    @Override
    public final void setCharacterStream(int index, @Nullable Reader value, int length) throws SQLException {
        if (!defer(index, Setter.CHARACTER_STREAM_INT, value, length)) {
            prepared.setCharacterStream(index, value, length);
        }
    }

    @Override
    public final void setCharacterStream(int index, @Nullable Reader value, long length) throws SQLException {
        if (!defer(index, Setter.CHARACTER_STREAM_LONG, value, length)) {
            prepared.setCharacterStream(index, value, length);
        }
    }

    @Override
    public final void setNCharacterStream(int index, @Nullable Reader value) throws SQLException {
        if (!defer(index, Setter.NCHARACTER_STREAM, value, null)) {
            prepared.setNCharacterStream(index, value);
        }
    }

    @Override
    public final void setNCharacterStream(int index, @Nullable Reader value, long length) throws SQLException {
        if (!defer(index, Setter.NCHARACTER_STREAM_LONG, value, length)) {
            prepared.setNCharacterStream(index, value, length);
        }
    }

    @Override
    public final void setBlob(int index, @Nullable InputStream value) throws SQLException {
        if (!defer(index, Setter.BLOB_STREAM, value, null)) {
            prepared.setBlob(index, value);
        }
    }

    @Override
    public final void setBlob(int index, @Nullable InputStream value, long length) throws SQLException {
        if (!defer(index, Setter.BLOB_STREAM_LONG, value, length)) {
            prepared.setBlob(index, value, length);
        }
    }

    @Override
    public final void setClob(int index, @Nullable Reader value) throws SQLException {
        if (!defer(index, Setter.CLOB_READER, value, null)) {
            prepared.setClob(index, value);
        }
    }

    @Override
    public final void setClob(int index, @Nullable Reader value, long length) throws SQLException {
        if (!defer(index, Setter.CLOB_READER_LONG, value, length)) {
            prepared.setClob(index, value, length);
        }
    }

    @Override
    public final void setNClob(int index, @Nullable Reader value) throws SQLException {
        if (!defer(index, Setter.NCLOB_READER, value, null)) {
            prepared.setNClob(index, value);
        }
    }

    @Override
    public final void setNClob(int index, @Nullable Reader value, long length) throws SQLException {
        if (!defer(index, Setter.NCLOB_READER_LONG, value, length)) {
            prepared.setNClob(index, value, length);
        }
    }

    @Override
    public final void setSQLXML(int index, @Nullable SQLXML value) throws SQLException {
        if (!defer(index, Setter.SQLXML, value, null)) {
            prepared.setSQLXML(index, value);
        }
    }
}
