package io.noclobber.agent.advice;

import io.noclobber.agent.bridge.NoclobberGate;
import java.sql.Connection;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** In {@link javax.sql.DataSource#getConnection()}. */
@SuppressWarnings({"UnusedAssignment", "UnusedVariable", "ParameterName"
}) // what is assigned is read by the method around
public final class SourceAdvice {
    private SourceAdvice() {}

    @Advice.OnMethodEnter
    static @Nullable Object enter(@Advice.This Object source) {
        return NoclobberGate.enter("SOURCE", new @Nullable Object[] {source});
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void leave(
            @Advice.Enter @Nullable Object entered,
            @Advice.Return(readOnly = false) @Nullable Connection connection,
            @Advice.Thrown @Nullable Throwable thrown) {
        connection = (Connection) NoclobberGate.leave(entered, connection, thrown);
    }
}
