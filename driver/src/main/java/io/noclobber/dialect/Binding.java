package io.noclobber.dialect;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** In which form a captured value is given back to the driver as a parameter. */
public enum Binding {
    OBJECT {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setObject(index, value);
        }
    },
    STRING {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setString(index, (String) value);
        }
    },
    BYTES {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setBytes(index, (byte[]) value);
        }
    },
    OTHER {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setObject(index, value, Types.OTHER);
        }
    };

    /**
     * Sets parameter {@code index} of {@code statement}.
     *
     * @param value a captured value, never {@code null}: NULL is spelled, not bound
     * @throws SQLException as the driver throws it
     */
    public abstract void bind(PreparedStatement statement, int index, Object value) throws SQLException;
}
