package io.noclobber.agent.watch;

import java.lang.StackWalker.StackFrame;
import java.util.List;

/**
 * Finds out whether a copy of noclobber that the application has itself opens a connection in this thread, and will guard it: its
 * options count then, and its exceptions are those that the application can see.
 */
final class ApplicationsOwn {
    private static final String PACKAGE = "io.noclobber";
    private static final String AGENT = "io.noclobber.agent.";
    private static final String URL = PACKAGE + ".RealUrl";
    private static final int DEPTH = 40;

    private ApplicationsOwn() {}

    /**
     * By its URL, or by its data source around that of {@code driver}. Where anything else stands between the two, it may be a pool,
     * which keeps the connection and lends it to others.
     */
    static boolean guards(Class<?> driver) {
        List<String> names = StackWalker.getInstance()
                .walk(frames -> frames.limit(DEPTH)
                        .map(StackFrame::getClassName)
                        .filter(name -> !name.startsWith("java.") && !name.startsWith(AGENT))
                        .toList());
        return names.contains(URL)
                || names.stream()
                        .filter(name -> !Family.same(driver.getPackageName(), packageOf(name)))
                        .findFirst()
                        .map(name -> packageOf(name).equals(PACKAGE))
                        .orElse(false);
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }
}
