package io.noclobber.conformance.tool;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Names where JDBC's metadata takes patterns, in which {@code _} and {@code %} mean others and an escape means nothing. Stateless. */
final class SearchPattern {
    private SearchPattern() {}

    /**
     * A pattern that finds what is called so. Some drivers know no escape, and not all take two for one (HSQLDB), so that it may
     * find others as well: what comes back has to be compared.
     *
     * @param name {@code null} for any
     */
    static @Nullable String of(DatabaseMetaData metaData, @Nullable String name) throws SQLException {
        String escape = metaData.getSearchStringEscape();
        if (name == null || escape == null || escape.isEmpty()) {
            return name;
        }
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter == '_' || letter == '%') {
                pattern.append(escape);
            }
            pattern.append(escape.indexOf(letter) < 0 ? letter : '_');
        }
        return pattern.toString();
    }

    /** Whether a row of the metadata is of the place that was asked for. */
    static boolean isOf(@Nullable String asked, @Nullable String found) {
        return asked == null || found == null || asked.equals(found);
    }
}
