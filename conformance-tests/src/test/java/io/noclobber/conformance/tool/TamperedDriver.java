package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Disguise;
import io.noclobber.conformance.database.PrefixedDriver;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;

/** A driver that sends other statements than it is given, so that it is as if the guard had been spelled wrongly. Immutable. */
final class TamperedDriver extends PrefixedDriver {
    private final Database known;
    private final Pattern found;
    private final String replacement;

    private TamperedDriver(String url, Database known, String found, String replacement) {
        super(url);
        this.known = known;
        this.found = Pattern.compile(found);
        this.replacement = replacement;
    }

    /** The same database, reached by a driver with the flaw that is the name in its URL. */
    static Database to(String flaw, Database known, String found, String replacement) throws SQLException {
        String url = "jdbc:tampered:" + flaw;
        DriverManager.registerDriver(new TamperedDriver(url, known, found, replacement));
        return new Database(known.engine(), url, known.user(), known.password(), known.dataSource());
    }

    @Override
    protected Connection open(String rest, Properties properties) throws SQLException {
        Connection real = known.connect();
        return Disguise.of(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("prepareStatement") && arguments != null) {
                arguments[0] = found.matcher((String) arguments[0]).replaceAll(replacement);
            }
            return Disguise.call(real, method, arguments);
        });
    }
}
