package io.noclobber.agent.advice;

import io.noclobber.agent.bridge.NoclobberGate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** In {@code AsyncContext.start}, which hands work of a request to another thread. */
@SuppressWarnings({"UnusedAssignment", "ParameterName"}) // what is assigned is read by the method around
public final class TaskAdvice {
    private TaskAdvice() {}

    @Advice.OnMethodEnter
    static void enter(
            @HookName String hook,
            @Advice.This Object context,
            @Advice.Argument(value = 0, readOnly = false) @Nullable Runnable task) {
        @Nullable Object[] call = {context, task};
        NoclobberGate.enter(hook, call);
        task = (Runnable) call[1];
    }
}
