package io.noclobber.conformance.tool;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Whether somebody sits in front of this program. Stateless. */
final class Terminal {
    private Terminal() {}

    /** The console of a person; {@code null} where input or output is redirected. */
    static @Nullable Console console() {
        Console console = System.console();
        return console != null && isTerminal(console) ? console : null;
    }

    /** Since JDK 22 there is a console always, and it is asked whether it is one. */
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException older) {
            return true;
        } catch (ReflectiveOperationException refused) {
            return false;
        }
    }

    /** Whether a line can be written over. */
    static boolean overwrites() {
        String term = System.getenv("TERM");
        return console() != null && term != null && !term.equals("dumb");
    }
}
