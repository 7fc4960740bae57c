package io.noclobber.agent.advice;

import io.noclobber.agent.bridge.NoclobberGate;
import javax.sql.XAConnection;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** In {@link javax.sql.XADataSource#getXAConnection(String, String)}. */
@SuppressWarnings({"UnusedAssignment", "UnusedVariable", "ParameterName"
}) // what is assigned is read by the method around
public final class XaAsAdvice {
    private XaAsAdvice() {}

    @Advice.OnMethodEnter
    static @Nullable Object enter(
            @Advice.This Object source,
            @Advice.Argument(0) @Nullable String user,
            @Advice.Argument(1) @Nullable String password) {
        return NoclobberGate.enter("XA_AS", new @Nullable Object[] {source, user, password});
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void leave(
            @Advice.Enter @Nullable Object entered,
            @Advice.Return(readOnly = false) @Nullable XAConnection connection,
            @Advice.Thrown @Nullable Throwable thrown) {
        connection = (XAConnection) NoclobberGate.leave(entered, connection, thrown);
    }
}
