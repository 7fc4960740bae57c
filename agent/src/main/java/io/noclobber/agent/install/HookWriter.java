package io.noclobber.agent.install;

import static net.bytebuddy.matcher.ElementMatchers.hasDescriptor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.none;

import io.noclobber.agent.advice.HookName;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;

/** Writes the code of hooks into a class file: nothing else of the class changes, so that it may be loaded already. Thread-safe. */
final class HookWriter {
    byte[] write(ClassLoader loader, String className, byte[] file, List<Hook> hooks) {
        // some loaders find classes of the JDK, but give no resources of it
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(className, file),
                ClassFileLocator.ForClassLoader.of(loader),
                ClassFileLocator.ForClassLoader.ofPlatformLoader());
        TypeDescription type = TypePool.Default.of(locator).describe(className).resolve();
        DynamicType.Builder<?> builder = new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .with(new DeclaredMethods())
                .ignore(none())
                .decorate(type, locator);
        for (Hook hook : hooks) {
            builder = builder.visit(Advice.withCustomMapping()
                    .bind(HookName.class, hook.name())
                    .to(hook.advice())
                    .on(named(hook.method()).and(hasDescriptor(hook.descriptor()))));
        }
        try (DynamicType.Unloaded<?> made = builder.make()) {
            return made.getBytes();
        }
    }
}
