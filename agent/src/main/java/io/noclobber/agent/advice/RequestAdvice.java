package io.noclobber.agent.advice;

import io.noclobber.agent.bridge.NoclobberGate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** In methods that serve requests or end sessions, and give nothing. */
@SuppressWarnings("ParameterName")
public final class RequestAdvice {
    private RequestAdvice() {}

    @Advice.OnMethodEnter
    static @Nullable Object enter(
            @HookName String hook, @Advice.This Object target, @Advice.AllArguments @Nullable Object[] arguments) {
        return NoclobberGate.enter(hook, new @Nullable Object[] {target, arguments});
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void leave(@Advice.Enter @Nullable Object entered, @Advice.Thrown @Nullable Throwable thrown) {
        NoclobberGate.leave(entered, null, thrown);
    }
}
