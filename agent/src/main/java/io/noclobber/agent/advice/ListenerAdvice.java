package io.noclobber.agent.advice;

import io.noclobber.agent.bridge.NoclobberGate;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** In {@code setReadListener} and {@code setWriteListener}, by which a request goes on on other threads. */
@SuppressWarnings({"UnusedAssignment", "ParameterName"}) // what is assigned is read by the method around
public final class ListenerAdvice {
    private ListenerAdvice() {}

    @Advice.OnMethodEnter
    static void enter(
            @HookName String hook,
            @Advice.This Object stream,
            @Advice.Argument(value = 0, readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object listener) {
        @Nullable Object[] call = {stream, listener};
        NoclobberGate.enter(hook, call);
        listener = call[1];
    }
}
