package io.noclobber.agent;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@code java -jar noclobber-agent.jar} does. */
final class AgentCommand {
    private static final String USAGE = """
            Guards every JDBC connection of a JVM. Start the JVM with it:
              java -javaagent:noclobber-agent.jar[=options] ...
            or, for a JVM that runs already:
              java -jar noclobber-agent.jar list
              java -jar noclobber-agent.jar attach <pid> [options]
            Options: name=value,name=value
            Ends with 0: guarded. 1: not guarded, with the reason. 2: not understood. 3: guarded already.""";

    private static final int NOT_GUARDED = 1;
    private static final int NOT_UNDERSTOOD = 2;
    private static final int GUARDED_ALREADY = 3;

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
            return NOT_GUARDED;
        }
        err.println(USAGE);
        return NOT_UNDERSTOOD;
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
        AttachOutcome outcome;
        try {
            VirtualMachine machine = VirtualMachine.attach(pid);
            try {
                machine.loadAgent(jar.toString(), options);
                outcome = AttachOutcome.find(machine.getAgentProperties());
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException failure) {
            err.println("No JVM with process id " + pid + " can be attached to: " + failure.getMessage()
                    + ". It must run as the same user; list shows what can be reached.");
            return NOT_GUARDED;
        } catch (AgentLoadException | AgentInitializationException failure) {
            err.println("The JVM " + pid + " did not take the agent (" + failure.getMessage()
                    + "). Start it again with -javaagent:" + jar
                    + ", which works also where -XX:-EnableDynamicAgentLoading forbids to attach."
                    + " What the agent said, if it came so far, is in the error output of that JVM.");
            return NOT_GUARDED;
        }
        return tell(pid, outcome);
    }

    private int tell(String pid, @Nullable AttachOutcome outcome) {
        if (outcome == null) {
            err.println("The JVM " + pid
                    + " took the agent, but does not tell whether it is guarded by it. The error output of"
                    + " that JVM does.");
            return NOT_GUARDED;
        }
        return switch (outcome.kind()) {
            case GUARDED -> {
                out.println("JVM " + pid
                        + " is guarded from its next JDBC connection on. Connections that are in use stay as they are until they"
                        + " are closed; those in a pool are guarded when they are lent the next time. XA connections that are"
                        + " open stay unguarded until they are opened anew. The error output of that JVM says more.");
                yield 0;
            }
            case GUARDED_ALREADY -> {
                err.println("JVM " + pid
                        + " was guarded already, with the options of the first start. Those of this one do not"
                        + " count; to change them, start that JVM again.");
                yield GUARDED_ALREADY;
            }
            case NOT_GUARDED -> {
                err.println("JVM " + pid + " is not guarded, and goes on as it was. " + outcome.reason());
                yield NOT_GUARDED;
            }
        };
    }
}
