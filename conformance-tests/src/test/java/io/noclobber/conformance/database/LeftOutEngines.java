package io.noclobber.conformance.database;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Says at the end of the tests which databases they left out, in one line. JUnit finds it as a service. */
public final class LeftOutEngines implements TestExecutionListener {
    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        String leftOut = Engine.leftOut();
        if (!leftOut.isEmpty()) {
            System.out.println("Databases left out, with how to add them (CONTRIBUTING.md): " + leftOut);
        }
    }
}
