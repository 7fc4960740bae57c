package io.noclobber.conformance.tool;

import io.noclobber.dialect.ColumnRule;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.KeySource;
import io.noclobber.internal.catalog.Table;
import io.noclobber.row.TableName;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What noclobber would do with one table or view. Immutable.
 *
 * @param name schema and name
 * @param pattern the same as options spell it
 * @param isView whether it is a view
 * @param key the columns that identify a row
 * @param keySource how that is known, in words
 * @param predicates the columns that the database compares in the guarded statement itself
 * @param locked those that the driver compares on the row, which it locks first
 * @param excluded those that nobody can compare, each with the reason
 * @param generated those that the database computes
 * @param large those that hold large objects
 * @param versions those that look as if whoever writes the row moves them
 * @param hiding those whose collation takes different texts for equal
 * @param size how large it is, in words
 * @param triggers whether triggers may change more than a statement says
 */
record TableAnalysis(
        String name,
        String pattern,
        boolean isView,
        List<String> key,
        String keySource,
        List<String> predicates,
        List<String> locked,
        List<String> excluded,
        List<String> generated,
        List<String> large,
        List<String> versions,
        List<String> hiding,
        String size,
        boolean triggers) {
    private static final Set<Integer> LARGE = Set.of(
            Types.BLOB,
            Types.CLOB,
            Types.NCLOB,
            Types.LONGVARBINARY,
            Types.LONGVARCHAR,
            Types.LONGNVARCHAR,
            Types.SQLXML);
    private static final Set<Integer> MOVABLE = Set.of(
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.NUMERIC,
            Types.DECIMAL,
            Types.TIMESTAMP,
            Types.TIMESTAMP_WITH_TIMEZONE);
    private static final Pattern VERSION = Pattern.compile(
            "(row_?|lock_?|opt_?lock_?)?version(_?(no|nr|number))?|optlock|lock_?(no|nr)|(last_?)?(updated|modified|changed)(_?(at|on))?",
            Pattern.CASE_INSENSITIVE);

    /** In a word or two. */
    enum Verdict {
        PROTECTED("protected"),
        PROTECTED_EXCEPT("protected except"),
        NEEDS_KEYS("needs option keys"),
        CANNOT("cannot be protected");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static TableAnalysis of(Table table, List<String> hiding, String size) {
        List<String> predicates = new ArrayList<>();
        List<String> locked = new ArrayList<>();
        List<String> excluded = new ArrayList<>();
        List<String> generated = new ArrayList<>();
        List<String> large = new ArrayList<>();
        List<String> versions = new ArrayList<>();
        for (Column column : table.columns()) {
            String name = column.name().name();
            ColumnRule rule = column.rule();
            switch (rule.comparison()) {
                case PREDICATE -> predicates.add(name);
                case LOCKED_ROW -> locked.add(name);
                case NONE -> excluded.add(name + " (" + rule.obstacle() + ")");
            }
            if (column.generated()) {
                generated.add(name);
            }
            if (LARGE.contains(column.type().jdbcType())) {
                large.add(name);
            }
            if (!column.nullable()
                    && MOVABLE.contains(column.type().jdbcType())
                    && VERSION.matcher(name).matches()) {
                versions.add(name);
            }
        }
        return new TableAnalysis(
                table.name().toString(),
                pattern(table.name()),
                table.view(),
                table.key().stream().map(column -> column.name().name()).toList(),
                words(table.keySource()),
                predicates,
                locked,
                excluded,
                generated,
                large,
                versions,
                hiding,
                size,
                table.writeTriggers() && !table.view());
    }

    private static String pattern(TableName name) {
        String place = name.schema() == null ? name.catalog() : name.schema();
        return place == null ? spelled(name.name()) : spelled(place) + "." + spelled(name.name());
    }

    private static String spelled(String name) {
        return name.matches("\\w+") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String words(KeySource source) {
        return switch (source) {
            case PRIMARY_KEY -> "primary key";
            case UNIQUE_INDEX -> "unique index without NULLs";
            case OPTION -> "option keys";
            case NONE -> "none";
        };
    }

    Verdict verdict() {
        if (key.isEmpty()) {
            return Verdict.NEEDS_KEYS;
        }
        if (predicates.isEmpty() && locked.isEmpty()) {
            return Verdict.CANNOT;
        }
        return excluded.isEmpty() ? Verdict.PROTECTED : Verdict.PROTECTED_EXCEPT;
    }

    /** All that is to be said of it, a line each. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (key.isEmpty()) {
            lines.add(
                    isView
                            ? "A view has no key of its own: name its columns in option keys if rows are written through it."
                            : "No primary key and no unique index without NULLs: name the columns that identify a row in option keys,"
                                    + " or its writes run as they are.");
        } else {
            lines.add("key: " + String.join(", ", key) + " (" + keySource + ")");
        }
        lines.add("compared in the statement: " + (predicates.isEmpty() ? "none" : String.join(", ", predicates)));
        tell(lines, "compared on the row, which is locked first: ", locked);
        tell(lines, "not compared: ", excluded);
        tell(lines, "computed by the database: ", generated);
        tell(lines, "large, and compared only where the application has read them: ", large);
        tell(lines, "different texts are equal to the database, not to noclobber: ", hiding);
        tell(lines, "look like versions, for compare=version: ", versions);
        if (!isView) {
            lines.add("size: " + size);
        }
        if (triggers) {
            lines.add("triggers: a row is read again after an own write; what they do to other rows is not guarded");
        }
        return lines;
    }

    private static void tell(List<String> lines, String label, List<String> columns) {
        if (!columns.isEmpty()) {
            lines.add(label + String.join(", ", columns));
        }
    }
}
