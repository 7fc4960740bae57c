package io.noclobber.agent;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** What {@code java -jar noclobber-agent.jar} does. */
final class AgentCommand {
    private static final String USAGE = """
            Guards every JDBC connection of a JVM. Start the JVM with it:
              java -javaagent:noclobber-agent.jar[=options] ...
            or, for a JVM that runs already:
              java -jar noclobber-agent.jar list
              java -jar noclobber-agent.jar attach <pid> [options]
            Options: name=value,name=value""";

    private final Path jar;
    private final PrintStream out;
    private final PrintStream err;

    AgentCommand(Path jar, PrintStream out, PrintStream err) {
        this.jar = jar;
        this.out = out;
        this.err = err;
    }

    /** The exit code. */
    int run(String... arguments) {
        String verb = arguments.length == 0 ? "" : arguments[0];
        try {
            if (verb.equals("list") && arguments.length == 1) {
                list();
                return 0;
            }
            if (verb.equals("attach") && (arguments.length == 2 || arguments.length == 3)) {
                return attach(arguments[1], arguments.length == 3 ? arguments[2] : "");
            }
        } catch (NoClassDefFoundError noModule) {
            err.println("This Java has no module jdk.attach: use the java command of a JDK (" + noModule + ").");
            return 1;
        }
        err.println(USAGE);
        return 2;
    }

    private void list() {
        String own = String.valueOf(ProcessHandle.current().pid());
        for (VirtualMachineDescriptor machine : VirtualMachine.list()) {
            if (!machine.id().equals(own)) {
                out.println(machine.id() + "  " + machine.displayName());
            }
        }
    }

    private int attach(String pid, String options) {
        try {
            VirtualMachine machine = VirtualMachine.attach(pid);
            try {
                machine.loadAgent(jar.toString(), options);
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException failure) {
            err.println("No JVM with process id " + pid + " can be attached to: " + failure.getMessage()
                    + ". It must run as the same user; list shows what can be reached.");
            return 1;
        } catch (AgentLoadException | AgentInitializationException failure) {
            err.println("The JVM " + pid + " did not take the agent (" + failure.getMessage()
                    + "). Start it again with -javaagent:" + jar
                    + ", which works also where -XX:-EnableDynamicAgentLoading forbids to attach."
                    + " What the agent said, if it came so far, is in the error output of that JVM.");
            return 1;
        }
        out.println("JVM " + pid
                + " is guarded from its next JDBC connection on. Connections that are in use stay as they are until they are"
                + " closed; those in a pool are guarded when they are lent the next time. The error output of that JVM says"
                + " more: also where the options are invalid, so that nothing is guarded.");
        return 0;
    }
}
