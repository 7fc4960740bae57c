package io.noclobber.agent.report;

import io.noclobber.OpenedConnections;
import io.noclobber.agent.log.ErrorOutput;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** The report as JMX shows it. Thread-safe. */
final class ReportBean implements ReportMBean {
    private final Report report;

    private ReportBean(Report report) {
        this.report = report;
    }

    static void register(Report report) {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(
                            new StandardMBean(new ReportBean(report), ReportMBean.class),
                            new ObjectName("io.noclobber:type=Agent"));
        } catch (JMException | RuntimeException | LinkageError failure) {
            ErrorOutput.say("WARN", "JMX does not show the report: " + failure, null);
        }
    }

    @Override
    public String[] getReport() {
        return report.lines().toArray(new String[0]);
    }

    @Override
    public long getGuardedConnections() {
        return OpenedConnections.counts().connections();
    }

    @Override
    public long getConflicts() {
        return OpenedConnections.counts().tables().values().stream()
                .flatMap(table -> table.conflicts().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}
