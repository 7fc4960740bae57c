package io.noclobber.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeptQueriesTest {
    private final List<String> prepared = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private final AtomicLong generation = new AtomicLong();
    private final KeptQueries queries = queries(true);

    private KeptQueries queries(boolean keeps) {
        return new KeptQueries(connection(), generation::get, keeps, failure -> {
            throw new AssertionError(failure);
        });
    }

    private Connection connection() {
        return proxy(Connection.class, text -> {
            prepared.add(text);
            open.add(text);
            return statement(text);
        });
    }

    private PreparedStatement statement(String text) {
        return proxy(PreparedStatement.class, closed -> open.remove(text));
    }

    private interface Call {
        Object run(String argument);
    }

    /** Answers {@code prepareStatement} and {@code close} by {@code call}; nothing is ever closed otherwise. */
    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "prepareStatement" -> call.run((String) arguments[0]);
                    case "close" -> {
                        call.run("");
                        yield null;
                    }
                    case "isClosed" -> false;
                    case "clearParameters" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }

    private void ask(KeptQueries asked, String... texts) throws SQLException {
        for (String text : texts) {
            asked.ask(text, query -> assertThat(open).contains(text));
        }
    }

    @Test
    void sameText_isPreparedOnce() throws SQLException {
        ask(queries, "a", "b", "a", "b");

        assertThat(prepared).containsExactly("a", "b");
    }

    @Test
    void textThatIsAskedWithinItself_isPreparedForEach() throws SQLException {
        queries.ask("a", query -> ask(queries, "a"));
        ask(queries, "a");

        assertThat(prepared).containsExactly("a", "a");
        assertThat(open).containsExactly("a");
    }

    @Test
    void whatFailed_isClosed() throws SQLException {
        ask(queries, "a", "b");
        assertThatThrownBy(() -> queries.ask("a", query -> {
                    throw new SQLException("no");
                }))
                .hasMessage("no");
        assertThat(open).containsExactly("b");

        ask(queries, "a");
        assertThat(prepared).containsExactly("a", "b", "a");
    }

    @Test
    void whatWasPreparedForOldTables_isClosed() throws SQLException {
        ask(queries, "a", "b");
        generation.incrementAndGet();
        ask(queries, "a");

        assertThat(prepared).containsExactly("a", "b", "a");
        assertThat(open).containsExactly("a");
    }

    @Test
    void tablesThatChangeMeanwhile_leaveNothingKept() throws SQLException {
        queries.ask("a", query -> {
            generation.incrementAndGet();
            ask(queries, "b");
        });

        assertThat(open).containsExactly("b");
    }

    @Test
    void leastRecentlyUsed_isClosed() throws SQLException {
        for (int i = 0; i < 100; i++) {
            ask(queries, "often", "text " + i);
        }

        assertThat(open).hasSizeLessThan(20).contains("often", "text 99");
        assertThat(prepared).hasSize(101);
        queries.clear();
        assertThat(open).isEmpty();
    }

    @Test
    void whereNoneMayStandIdle_eachIsClosedAtOnce() throws SQLException {
        ask(queries(false), "a", "a");

        assertThat(prepared).containsExactly("a", "a");
        assertThat(open).isEmpty();
    }
}
