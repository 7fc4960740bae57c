package io.noclobber.agent.advice;

import io.noclobber.agent.bridge.NoclobberGate;
import javax.sql.PooledConnection;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** In {@link javax.sql.ConnectionPoolDataSource#getPooledConnection(String, String)}. */
@SuppressWarnings({"UnusedAssignment", "UnusedVariable", "ParameterName"
}) // what is assigned is read by the method around
public final class PooledAsAdvice {
    private PooledAsAdvice() {}

    @Advice.OnMethodEnter
    static @Nullable Object enter(
            @Advice.This Object source,
            @Advice.Argument(0) @Nullable String user,
            @Advice.Argument(1) @Nullable String password) {
        return NoclobberGate.enter("POOLED_AS", new @Nullable Object[] {source, user, password});
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void leave(
            @Advice.Enter @Nullable Object entered,
            @Advice.Return(readOnly = false) @Nullable PooledConnection connection,
            @Advice.Thrown @Nullable Throwable thrown) {
        connection = (PooledConnection) NoclobberGate.leave(entered, connection, thrown);
    }
}
