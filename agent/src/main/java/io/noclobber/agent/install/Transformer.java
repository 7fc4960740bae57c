package io.noclobber.agent.install;

import io.noclobber.agent.bridge.NoclobberGate;
import io.noclobber.agent.report.Report;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that is loaded, and puts the agent's code into those that open connections or serve requests. All others cost a
 * look at their constants. Thread-safe.
 */
final class Transformer implements ClassFileTransformer {
    /** Makes the JVM refuse the class, and name it: what a transformer throws, it ignores. */
    private static final byte[] NO_CLASS = "noclobber: failClosed".getBytes(StandardCharsets.US_ASCII);

    private static final String OURS = "io/noclobber/";

    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
    private final @Nullable ClassLoader own = Transformer.class.getClassLoader();
    private final Report report;
    private final List<Hook> hooks;
    private final boolean failClosed;
    private final WantedConstants constants;
    private final WantedConstants gate;
    private final HookWriter writer;

    /**
     * Of one agent.
     *
     * @param failClosed whether a class that opens connections is not to be loaded where it cannot be changed
     */
    Transformer(List<Hook> hooks, Report report, boolean failClosed) {
        this.failClosed = failClosed;
        this.report = report;
        this.hooks = hooks;
        this.constants = new WantedConstants(hooks.stream().map(Hook::constant).toList());
        this.gate = new WantedConstants(List.of(NoclobberGate.class.getName().replace('.', '/')));
        this.writer = new HookWriter();
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] file) {
        if (loader == null || loader == platform || loader == own || name == null || isOurs(name)) {
            return null;
        }
        try {
            return constants.areIn(file) ? hooked(loader, name, redefined, file) : null;
        } catch (IOException | RuntimeException | LinkageError failure) {
            boolean refused = failClosed && redefined == null && mayConnect(file);
            report.notHooked(name.replace('/', '.'), loader, failure, refused);
            return refused ? NO_CLASS.clone() : null;
        }
    }

    private static boolean mayConnect(byte[] file) {
        try {
            ClassOutline outline = ClassOutline.read(file);
            return ConnectionHooks.all().stream().anyMatch(hook -> hook.isIn(outline));
        } catch (RuntimeException unknownForm) {
            return true;
        }
    }

    /** The application's own copy of the driver guards by itself. */
    private static boolean isOurs(String name) {
        return name.startsWith(OURS)
                && (name.startsWith("internal/", OURS.length()) || name.indexOf('/', OURS.length()) < 0);
    }

    private byte @Nullable [] hooked(ClassLoader loader, String name, @Nullable Class<?> redefined, byte[] file)
            throws IOException {
        ClassOutline outline = ClassOutline.read(file);
        String className = name.replace('/', '.');
        List<Hook> found = new ArrayList<>();
        Ancestry ancestry = new Ancestry(outline, loader);
        for (Hook hook : hooks) {
            if (hook.isIn(outline)
                    && (className.equals(hook.type())
                            || (redefined == null ? ancestry.is(hook.type()) : Loaded.is(redefined, hook.type())))) {
                found.add(hook);
            }
        }
        // the JVM shows a class with the code that was put there when it was loaded, unless it can take that back
        if (found.isEmpty() || gate.areIn(file)) {
            return null;
        }
        byte[] hooked = writer.write(loader, className, file, found);
        report.hooked(className, loader);
        return hooked;
    }
}
