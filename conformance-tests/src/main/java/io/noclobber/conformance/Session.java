package io.noclobber.conformance;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One user's connection, with JDBC in one line a call. In texts {@code {orders}} stands for the name
 * that the table has in this test. Confined to one thread at a time.
 */
public final class Session implements AutoCloseable {
    /** How long a connection may take to say that it is there. */
    static final int LIMIT_SECONDS = 2;

    private final Connection connection;
    private final UnaryOperator<String> names;
    private final boolean tellsRefusals;

    /** Whether whoever works with it has closed it, so that nobody has lost it. */
    private volatile boolean ended;

    Session(Connection connection, UnaryOperator<String> names) {
        this(connection, names, false);
    }

    /** @param tellsRefusals whether a definition that the database refuses is a {@link RefusedDefinitionException} */
    Session(Connection connection, UnaryOperator<String> names, boolean tellsRefusals) {
        this.connection = connection;
        this.names = names;
        this.tellsRefusals = tellsRefusals;
    }

    public Connection connection() {
        return connection;
    }

    /** The text with the real names of the tables. */
    public String sql(String text) {
        return names.apply(text);
    }

    /** Prepares the text. */
    public PreparedStatement prepare(String text) throws SQLException {
        return connection.prepareStatement(sql(text));
    }

    /** Reads all columns of all rows, as strings. */
    public List<List<@Nullable String>> read(String text, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(text)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                return all(rows);
            }
        }
    }

    /** Reads all columns of all rows by a plain statement, as strings. */
    public List<List<@Nullable String>> readPlain(String text) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql(text))) {
            return all(rows);
        }
    }

    /** Reads what is left of a result, as strings. */
    public static List<List<@Nullable String>> all(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        List<List<@Nullable String>> all = new ArrayList<>();
        while (rows.next()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                row.add(rows.getString(i));
            }
            all.add(row);
        }
        return all;
    }

    /** Reads the first column of the only row. */
    public @Nullable String value(String text, @Nullable Object... parameters) throws SQLException {
        List<List<@Nullable String>> rows = read(text, parameters);
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " rows instead of one: " + sql(text));
        }
        return rows.get(0).get(0);
    }

    /** Writes, by a prepared statement. */
    public int write(String text, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(text)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** Writes, by a plain statement. */
    public int writePlain(String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql(text));
        } catch (SQLException refused) {
            throw tellsRefusals && text.startsWith("CREATE ")
                    ? new RefusedDefinitionException(sql(text), refused)
                    : refused;
        }
    }

    /** Sets the parameters from the first on. */
    public static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value == null) {
                statement.setNull(i + 1, Types.VARCHAR);
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (value instanceof BigDecimal number) {
                statement.setBigDecimal(i + 1, number);
            } else {
                statement.setString(i + 1, (String) value);
            }
        }
    }

    /** Ends autocommit. */
    public Session begin() throws SQLException {
        connection.setAutoCommit(false);
        return this;
    }

    public void commit() throws SQLException {
        connection.commit();
    }

    public void rollback() throws SQLException {
        connection.rollback();
    }

    /** Closes the connection, whatever is open on it. */
    public void drop() throws SQLException {
        ended = true;
        connection.close();
    }

    /** Gives the connection up, as its driver does that. */
    public void abort() throws SQLException {
        ended = true;
        connection.abort(Runnable::run);
    }

    /**
     * Whether the connection is gone although nobody has closed this session.
     *
     * @param tells whether its driver is known to tell by {@link Connection#isValid} that a connection is there
     */
    boolean isLost(boolean tells) throws SQLException {
        return !ended && (connection.isClosed() || tells && !connection.isValid(LIMIT_SECONDS));
    }

    @Override
    public void close() throws SQLException {
        if (!connection.isClosed()) {
            ended = true;
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            connection.close();
        }
    }
}
