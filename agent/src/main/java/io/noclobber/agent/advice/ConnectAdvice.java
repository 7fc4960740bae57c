package io.noclobber.agent.advice;

import io.noclobber.agent.bridge.NoclobberGate;
import java.sql.Connection;
import java.util.Properties;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** In {@link java.sql.Driver#connect}. */
@SuppressWarnings({"UnusedAssignment", "UnusedVariable", "ParameterName"
}) // what is assigned is read by the method around
public final class ConnectAdvice {
    private ConnectAdvice() {}

    @Advice.OnMethodEnter
    static @Nullable Object enter(
            @Advice.This Object driver,
            @Advice.Argument(0) @Nullable String url,
            @Advice.Argument(value = 1, readOnly = false) @Nullable Properties properties) {
        @Nullable Object[] call = {driver, url, properties};
        Object entered = NoclobberGate.enter("CONNECT", call);
        properties = (Properties) call[2];
        return entered;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void leave(
            @Advice.Enter @Nullable Object entered,
            @Advice.Return(readOnly = false) @Nullable Connection connection,
            @Advice.Thrown @Nullable Throwable thrown) {
        connection = (Connection) NoclobberGate.leave(entered, connection, thrown);
    }
}
