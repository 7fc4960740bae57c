package io.noclobber.agent.report;

/** What JMX shows as {@code io.noclobber:type=Agent}. */
public interface ReportMBean {
    /** What the agent has seen so far, in lines. */
    String[] getReport();

    /** How many connections are guarded since the agent began, and those of the application's own noclobber are not. */
    long getGuardedConnections();

    /** How many conflicts were found, that is lost updates prevented. */
    long getConflicts();
}
