package io.noclobber.agent.advice;

import io.noclobber.agent.bridge.NoclobberGate;
import javax.sql.PooledConnection;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** In {@link javax.sql.ConnectionPoolDataSource#getPooledConnection()}. */
@SuppressWarnings({"UnusedAssignment", "UnusedVariable", "ParameterName"
}) // what is assigned is read by the method around
public final class PooledAdvice {
    private PooledAdvice() {}

    @Advice.OnMethodEnter
    static @Nullable Object enter(@Advice.This Object source) {
        return NoclobberGate.enter("POOLED", new @Nullable Object[] {source});
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void leave(
            @Advice.Enter @Nullable Object entered,
            @Advice.Return(readOnly = false) @Nullable PooledConnection connection,
            @Advice.Thrown @Nullable Throwable thrown) {
        connection = (PooledConnection) NoclobberGate.leave(entered, connection, thrown);
    }
}
