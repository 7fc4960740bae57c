package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdleStatementsTest {
    private static final IdleStatements.Key KEY =
            new IdleStatements.Key("DELETE FROM t", KeysRequest.NONE, List.of(), null, Map.of());

    private final List<String> calls = new ArrayList<>();
    private final IdleStatements idle = new IdleStatements(new StubGuard());

    @Test
    void statement_thatIsGiven_isTakenOnce() {
        PreparedStatement statement = statement("none");
        idle.give(KEY, statement);

        assertThat(idle.take(KEY)).isSameAs(statement);
        assertThat(idle.take(KEY)).isNull();
        assertThat(calls).containsExactly("clearParameters");
    }

    /** As one of Derby does that another thread closes meanwhile. */
    @Test
    void statement_thatBreaksDown_isClosedAndNotKept() {
        idle.give(KEY, statement("clearParameters"));

        assertThat(idle.take(KEY)).isNull();
        assertThat(calls).containsExactly("clearParameters", "close");
    }

    @Test
    void statement_thatCannotEvenBeClosed_disturbsNobody() {
        idle.give(KEY, statement("close"));
        idle.clear();

        assertThat(idle.take(KEY)).isNull();
        assertThat(calls).containsExactly("clearParameters", "close");
    }

    private PreparedStatement statement(String broken) {
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("equals")) {
                        return proxy == arguments[0];
                    }
                    calls.add(method.getName());
                    if (method.getName().equals(broken)) {
                        throw new NullPointerException("no activation");
                    }
                    return null;
                });
    }
}
