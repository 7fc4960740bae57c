package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Databases with users who may do no more than docs/conformance.md asks for, and a schema whose name is odd. Stateless. */
final class FewRights {
    static final String PASSWORD = "s3cret-of-few-rights";
    static final Map<String, String> ENVIRONMENT = Map.of("NOCLOBBER_PASSWORD", PASSWORD);

    /** As it is, and in double quotes. */
    static final String SCHEMA = "Zoë's \"scratch\" 😀";

    static final String QUOTED = '"' + SCHEMA.replace("\"", "\"\"") + '"';

    private FewRights() {}

    static Database running(Engine engine) {
        try {
            return engine.database();
        } catch (EngineUnavailableException unavailable) {
            return abort(engine + ": " + unavailable.getMessage());
        }
    }

    static void execute(Database database, String... texts) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    /** What docs/conformance.md asks for, with another name in place of the first one. */
    static String documentedGrant(String on, String instead) throws IOException {
        Matcher grant = Pattern.compile("`GRANT ([A-Z, ]+) ON " + Pattern.quote(on) + " TO …`")
                .matcher(Files.readString(Path.of("../docs/conformance.md")));
        assertThat(grant.find()).as("a GRANT ON " + on).isTrue();
        return "GRANT " + grant.group(1) + " ON " + instead + " TO ";
    }

    static List<String> tables(Database database) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                ResultSet rows = connection.getMetaData().getTables(null, null, "noclobber%", null)) {
            while (rows.next()) {
                if (rows.getString("TABLE_TYPE").contains("TABLE")) {
                    names.add(rows.getString("TABLE_NAME"));
                }
            }
        }
        return names;
    }
}
