package io.noclobber.agent.advice;

import io.noclobber.agent.bridge.NoclobberGate;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** In methods of a request that give its session, or the new id of that. */
@SuppressWarnings("ParameterName")
public final class SessionAdvice {
    private SessionAdvice() {}

    @Advice.OnMethodEnter
    static @Nullable Object enter(@HookName String hook, @Advice.This Object request) {
        return NoclobberGate.enter(hook, new @Nullable Object[] {request});
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void leave(
            @Advice.Enter @Nullable Object entered,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object result,
            @Advice.Thrown @Nullable Throwable thrown) {
        NoclobberGate.leave(entered, result, thrown);
    }
}
