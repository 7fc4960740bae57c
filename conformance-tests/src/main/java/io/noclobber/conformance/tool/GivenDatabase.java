package io.noclobber.conformance.tool;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A database in the memory of this program with the tables that somebody has given. It is gone once it is closed. */
final class GivenDatabase implements AutoCloseable {
    /** Not every engine forgets one that is closed, and the next must be empty. */
    private static final AtomicInteger MADE = new AtomicInteger();

    private final TargetDatabase target;
    private final Connection keeper;

    /** The engines that are in this jar. */
    enum Kind {
        HSQLDB("jdbc:hsqldb:mem:given%d;shutdown=true", "SA"),
        H2("jdbc:h2:mem:given%d", "sa"),
        DERBY("jdbc:derby:memory:given%d;create=true", "app"),
        SQLITE("jdbc:sqlite:file:given%d?mode=memory&cache=shared", "");

        private final String url;
        private final String user;

        Kind(String url, String user) {
            this.url = url;
            this.user = user;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private GivenDatabase(TargetDatabase target, Connection keeper) {
        this.target = target;
        this.keeper = keeper;
    }

    /** @param statements what makes the tables and their rows */
    static GivenDatabase make(Kind kind, List<String> statements) throws CannotRunException {
        DerbyLog.sendAway();
        String url = kind.url.formatted(MADE.incrementAndGet());
        TargetDatabase target = new TargetDatabase(url, kind.user, "", "noclobber_", null, Map.of());
        try {
            Connection keeper = DriverManager.getConnection(url, kind.user, "");
            GivenDatabase database = new GivenDatabase(target, keeper);
            for (String text : statements) {
                database.run(text);
            }
            return database;
        } catch (SQLException failed) {
            throw new CannotRunException(kind + " could not be opened: " + failed.getMessage(), failed);
        }
    }

    private void run(String text) throws SQLException, CannotRunException {
        try (Statement statement = keeper.createStatement()) {
            statement.execute(text);
        } catch (SQLException refused) {
            keeper.close();
            throw new CannotRunException("--given " + text + " is refused: " + refused.getMessage(), refused);
        }
    }

    /** How it is reached. */
    TargetDatabase target() {
        return target;
    }

    /** The one that is called so. */
    static Kind kind(String name) throws CannotRunException {
        for (Kind kind : Kind.values()) {
            if (kind.toString().equalsIgnoreCase(name)) {
                return kind;
            }
        }
        throw new CannotRunException("--dialect " + name
                + " needs a database of that kind, for what noclobber sends depends on its catalog and its driver: name any by"
                + " --url, nothing is written there. In this program are "
                + Arrays.stream(Kind.values()).map(Kind::toString).collect(Collectors.joining(", ")) + ".");
    }

    @Override
    public void close() throws SQLException {
        keeper.close();
    }
}
