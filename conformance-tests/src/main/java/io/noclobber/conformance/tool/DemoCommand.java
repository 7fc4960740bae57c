package io.noclobber.conformance.tool;

import io.noclobber.conformance.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows on an embedded HSQLDB what noclobber is about. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        description = "Shows on an embedded HSQLDB what noclobber is about: two users at one order, first with the"
                + " application's own URL, then with noclobber: in it. It needs no database and leaves nothing.")
final class DemoCommand implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
        Demo.main(new String[0]);
        return Exit.CANNOT_RUN.code();
    }
}
