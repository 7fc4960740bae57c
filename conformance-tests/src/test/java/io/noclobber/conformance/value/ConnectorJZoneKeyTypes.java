package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.MySqlDriver;
import java.util.List;
import java.util.Set;

/**
 * Keys by Connector/J whose connection is in another time zone than the JVM: a {@code java.sql.Timestamp} names the row whose key
 * its own fields do not show, and that which they show is there as well.
 */
abstract class ConnectorJZoneKeyTypes extends KeyTypeContract {
    private final String settings;

    ConnectorJZoneKeyTypes(Engine engine, String settings) {
        super(engine);
        this.settings = settings;
    }

    @Override
    protected Database database(Engine engine) {
        return MySqlDriver.CONNECTOR_J.to(engine.database(), settings.split("&"));
    }

    /** MySQL compares a time with a date and time in one way where it reads, and in another where it writes. */
    @Override
    protected Set<String> refused() {
        String spelling = "time by Timestamp 2024-03-10 10:20:30.0";
        String answer = " of a changed row gives -1 instead of 0";
        return Set.of(spelling + answer, spelling + " (BATCH)" + answer);
    }

    @Override
    protected List<KeySamples> keys() {
        return List.of(
                KeySamples.dates("date", "date '%s'"),
                KeySamples.times("time", "time '%s'").withOther("time '19:20:30'"),
                KeySamples.timestamps("datetime(6)", "timestamp '%s'").withOther("timestamp '2024-03-10 19:20:30.5'"),
                KeySamples.timestamps("timestamp(6) DEFAULT '2000-01-01 00:00:00'", "timestamp '%s'")
                        .withOther("timestamp '2024-03-10 19:20:30.5'"),
                KeySamples.integers("bigint"),
                KeySamples.texts("varchar(10)"));
    }
}
