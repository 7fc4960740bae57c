package io.noclobber.conformance.fault;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;

/**
 * What a test does where no driver fails, which is what a trial of it is judged by. Immutable.
 *
 * @param openCalls the driver's calls that may fail, without the closing ones
 * @param closingCalls the closing ones
 * @param conflicts how often the application is refused
 * @param failures the sorts of exceptions that it sees
 */
record Undisturbed(
        int openCalls, int closingCalls, int conflicts, Counted counted, Set<String> failures, List<String> probes) {

    static Undisturbed of(Trial trial) {
        return new Undisturbed(
                trial.calls(Fault.REFUSAL),
                trial.calls(Fault.CLOSING),
                trial.conflicts(),
                trial.counted(),
                trial.failures(),
                trial.probes());
    }

    int calls(Fault fault) {
        return fault == Fault.CLOSING ? closingCalls : openCalls;
    }

    /** What went wrong in a trial. */
    List<String> judge(Trial trial, TestExecutionResult result) {
        List<String> wrong = new ArrayList<>(trial.leaks());
        // one that does not apply to the database ends by an exception as well
        Throwable failure = result.getStatus() == TestExecutionResult.Status.ABORTED
                ? null
                : result.getThrowable().orElse(null);
        switch (trial.fate()) {
            case HIDDEN -> {
                // an exception that the application gets without a fault as well tells all that it needs to know
                if (!failures.contains(requireNonNull(trial.instead()))) {
                    wrong.add("the application sees another exception: " + trial.instead());
                }
            }
            case REFUSED -> {
                if (conflicts == 0) {
                    wrong.add("refused where nobody interferes");
                }
            }
            case SEEN -> {
                if (trial.repeated() && failure != null) {
                    wrong.add("the call is made again, and then: " + failure);
                }
            }
            case SURVIVED, BESIDE -> {
                if (failure != null && !isTold(trial, failure)) {
                    wrong.add("nobody is told, and then: " + failure);
                }
            }
            case NOT_REACHED -> {
                if (failure != null) {
                    wrong.add("fails without a fault: " + failure);
                }
            }
        }
        for (String probe : trial.probes()) {
            if (!probe.equals(Probe.GUARDS) && !probes.contains(probe)) {
                wrong.add("a connection afterwards: " + probe);
            }
        }
        return wrong;
    }

    /**
     * Whether somebody hears of a fault that the application's own call did not throw. A read that cannot be followed gives
     * its rows: what is written by it is counted as unguarded, or, where the row was read before, is refused too often
     * and not too seldom.
     */
    private boolean isTold(Trial trial, Throwable failure) {
        return trial.counted().tellsMoreThan(counted)
                || trial.explained()
                || Fault.isConflict(failure)
                || Fault.isSeen(requireNonNull(trial.fault()), failure);
    }
}
