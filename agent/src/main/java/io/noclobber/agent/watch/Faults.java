package io.noclobber.agent.watch;

/** Failures of drivers and of ours. */
final class Faults {
    private Faults() {}

    /** Lets through what the JVM itself throws, when it can do nothing more: a driver's own errors are failures like any other. */
    static void rethrowOfTheJvm(Throwable failure) {
        if (failure instanceof VirtualMachineError ofTheJvm) {
            throw ofTheJvm;
        }
    }
}
