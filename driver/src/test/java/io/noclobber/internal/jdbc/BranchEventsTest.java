package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guards hear of a branch, by what the driver answered. */
class BranchEventsTest {
    private static final int OK = XAResource.XA_OK;

    private record Name(byte[] getGlobalTransactionId, byte[] getBranchQualifier) implements Xid {
        @Override
        public int getFormatId() {
            return 1;
        }
    }

    private final Xid branch = new Name(new byte[] {1}, new byte[] {2});
    private final StubGuard guard = new StubGuard();
    private final PooledOrigin origin =
            new PooledOrigin(handle -> GuardedConnections.wrap(handle, Door.of(guard, guard::closed)));
    private @Nullable XAException answer;
    private int vote = OK;
    private XAConnection connection;
    private XAResource resource;
    private XAResource elsewhere;

    @BeforeEach
    void open() throws SQLException {
        connection = GuardedXAConnection.wrap((XAConnection) driver(XAConnection.class), origin);
        resource = connection.getXAResource();
        elsewhere = GuardedXAConnection.wrap((XAConnection) driver(XAConnection.class), origin)
                .getXAResource();
        connection.getConnection();
    }

    private Object driver(Class<?> type) {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) -> switch (method.getName()) {
                    case "getConnection" -> driver(Connection.class);
                    case "getXAResource" -> driver(XAResource.class);
                    case "isClosed" -> false;
                    case "prepare" -> {
                        fail();
                        yield vote;
                    }
                    default -> {
                        fail();
                        yield null;
                    }
                });
    }

    private void fail() throws XAException {
        if (answer != null) {
            throw answer;
        }
    }

    private static ThrowingCallable call(XAResource resource, String what, Xid xid) {
        return switch (what) {
            case "start" -> () -> resource.start(xid, XAResource.TMNOFLAGS);
            case "suspend" -> () -> resource.end(xid, XAResource.TMSUSPEND);
            case "end" -> () -> resource.end(xid, XAResource.TMSUCCESS);
            case "fail" -> () -> resource.end(xid, XAResource.TMFAIL);
            case "prepare" -> () -> resource.prepare(xid);
            case "commit" -> () -> resource.commit(xid, false);
            default -> () -> resource.rollback(xid);
        };
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments("start", OK, "branch begins"),
                arguments("start", XAException.XAER_DUPID, ""),
                arguments("end", OK, "branch ending, branch left"),
                arguments("suspend", OK, "branch ending, branch left"),
                arguments("fail", OK, "branch left"),
                arguments("end", XAException.XA_RBROLLBACK, "branch ending, branch left"),
                arguments("end", XAException.XAER_NOTA, "branch ending, branch left"),
                arguments("end", XAException.XAER_PROTO, "branch ending"),
                arguments("prepare", OK, ""),
                arguments("prepare", XAException.XA_RBDEADLOCK, "branch ROLLED_BACK"),
                arguments("prepare", XAException.XAER_RMFAIL, ""),
                arguments("commit", OK, "branch COMMITTED"),
                arguments("commit", XAException.XA_HEURCOM, "branch COMMITTED"),
                arguments("commit", XAException.XA_HEURRB, "branch ROLLED_BACK"),
                arguments("commit", XAException.XA_RBTIMEOUT, "branch ROLLED_BACK"),
                arguments("commit", XAException.XAER_RMERR, "branch ROLLED_BACK"),
                arguments("commit", XAException.XA_HEURMIX, "branch UNKNOWN"),
                arguments("commit", XAException.XA_HEURHAZ, "branch UNKNOWN"),
                arguments("commit", XAException.XAER_NOTA, "branch UNKNOWN"),
                arguments("commit", XAException.XA_RETRY, ""),
                arguments("commit", XAException.XAER_RMFAIL, ""),
                arguments("rollback", OK, "branch ROLLED_BACK"),
                arguments("rollback", XAException.XA_RBROLLBACK, "branch ROLLED_BACK"),
                arguments("rollback", XAException.XAER_NOTA, "branch ROLLED_BACK"),
                arguments("rollback", XAException.XA_HEURCOM, "branch COMMITTED"),
                arguments("rollback", XAException.XAER_RMFAIL, ""));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answer_ofTheDriver_isTheApplicationsAndTellsWhatBecameOfTheBranch(String what, int code, String heard) {
        answer = code == OK ? null : new XAException(code);
        assertThat(catchThrowable(call(resource, what, branch))).isSameAs(answer);
        // once for the connection that was asked, and once for all of the data source
        assertThat(String.join(", ", List.copyOf(new java.util.LinkedHashSet<>(guard.events))))
                .isEqualTo(heard);
    }

    @Test
    void vote_ofABranchThatOnlyRead_completesIt() throws XAException {
        vote = XAResource.XA_RDONLY;
        assertThat(resource.prepare(branch)).isEqualTo(XAResource.XA_RDONLY);
        assertThat(guard.events).contains("branch COMMITTED");
    }

    @Test
    void branch_completedElsewhere_isHeardOfByAllConnections() throws XAException {
        elsewhere.commit(branch, false);
        assertThat(guard.events).containsExactly("branch COMMITTED");
        guard.events.clear();
        elsewhere.rollback(new Name(new byte[] {1}, new byte[] {2}));
        assertThat(guard.events).containsExactly("branch ROLLED_BACK");
    }

    @Test
    void handle_givenOutWhileABranchIsActive_begins() throws Exception {
        resource.start(branch, XAResource.TMNOFLAGS);
        guard.events.clear();
        connection.getConnection();
        assertThat(guard.events).containsExactly("branch begins");
        resource.end(branch, XAResource.TMSUCCESS);
        guard.events.clear();
        connection.getConnection();
        assertThat(guard.events).isEmpty();
    }

    @Test
    void connection_thatIsClosed_hearsNothing() throws Exception {
        connection.close();
        guard.events.clear();
        elsewhere.commit(branch, false);
        assertThat(guard.events).isEmpty();
    }
}
