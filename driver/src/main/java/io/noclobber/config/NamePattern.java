package io.noclobber.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of a table's or a column's name: optional schema, table, optional column. Immutable.
 *
 * @param schema matches the schema, or the catalog where a database has no schemas; {@code null} matches every one
 * @param table matches the table
 * @param column matches the column; {@code null} in a pattern of tables
 */
record NamePattern(
        @Nullable Part schema, Part table, @Nullable Part column) {

    /**
     * A pattern of one name. Unquoted it matches in any case, and {@code *} and {@code ?} stand for any
     * letters and any one letter; quoted it matches exactly.
     */
    record Part(String text, boolean quoted) {
        boolean matches(String name) {
            return quoted ? text.equals(name) : glob(name);
        }

        /** 2 for one name, 1 for some names, 0 for every name. */
        int weight() {
            if (quoted || (text.indexOf('*') < 0 && text.indexOf('?') < 0)) {
                return 2;
            }
            return text.equals("*") ? 0 : 1;
        }

        private boolean glob(String name) {
            int at = 0;
            int star = -1;
            int retry = 0;
            int i = 0;
            while (i < name.length()) {
                if (at < text.length() && text.charAt(at) == '*') {
                    star = at++;
                    retry = i;
                } else if (at < text.length() && (text.charAt(at) == '?' || same(text.charAt(at), name.charAt(i)))) {
                    at++;
                    i++;
                } else if (star >= 0) {
                    at = star + 1;
                    i = ++retry;
                } else {
                    return false;
                }
            }
            while (at < text.length() && text.charAt(at) == '*') {
                at++;
            }
            return at == text.length();
        }

        // as String.equalsIgnoreCase does, so that the default locale has no say
        private static boolean same(char one, char other) {
            if (one == other) {
                return true;
            }
            char upperOne = Character.toUpperCase(one);
            char upperOther = Character.toUpperCase(other);
            return upperOne == upperOther || Character.toLowerCase(upperOne) == Character.toLowerCase(upperOther);
        }
    }

    boolean matches(@Nullable String itsSchema, String itsTable) {
        return table.matches(itsTable) && (schema == null || (itsSchema != null && schema.matches(itsSchema)));
    }

    boolean matches(@Nullable String itsSchema, String itsTable, String itsColumn) {
        return (column == null || column.matches(itsColumn)) && matches(itsSchema, itsTable);
    }

    /** The greater, the more specific: a column before a table before a schema, a name before wildcards. */
    int specificity() {
        return 100 * (column == null ? 0 : column.weight())
                + 10 * table.weight()
                + (schema == null ? 0 : schema.weight());
    }

    /** Reads {@code TABLE} or {@code SCHEMA.TABLE}. */
    static NamePattern ofTable(String text) throws OptionType.Refused {
        List<Part> parts = parts(text);
        if (parts.size() > 2) {
            throw new OptionType.Refused("'" + text + "' is neither TABLE nor SCHEMA.TABLE");
        }
        return new NamePattern(parts.size() == 2 ? parts.get(0) : null, parts.get(parts.size() - 1), null);
    }

    /** Reads {@code TABLE.COLUMN} or {@code SCHEMA.TABLE.COLUMN}. */
    static NamePattern ofColumn(String text) throws OptionType.Refused {
        List<Part> parts = parts(text);
        if (parts.size() < 2 || parts.size() > 3) {
            throw new OptionType.Refused("'" + text + "' is neither TABLE.COLUMN nor SCHEMA.TABLE.COLUMN");
        }
        int last = parts.size() - 1;
        return new NamePattern(last == 2 ? parts.get(0) : null, parts.get(last - 1), parts.get(last));
    }

    /** Reads {@code TABLE}, {@code TABLE.COLUMN} or {@code SCHEMA.TABLE.COLUMN}. */
    static NamePattern ofTableOrColumn(String text) throws OptionType.Refused {
        List<Part> parts = parts(text);
        if (parts.size() == 1) {
            return new NamePattern(null, parts.get(0), null);
        }
        if (parts.size() > 3) {
            throw new OptionType.Refused("'" + text + "' is neither TABLE nor TABLE.COLUMN nor SCHEMA.TABLE.COLUMN");
        }
        return ofColumn(text);
    }

    private static List<Part> parts(String text) throws OptionType.Refused {
        List<Part> parts = new ArrayList<>();
        for (String part : split(text, '.')) {
            boolean quoted = part.startsWith("\"");
            parts.add(new Part(unquote(part), quoted));
        }
        return parts;
    }

    /** The pieces of {@code text} between the separators that stand outside double quotes, none of them empty. */
    static List<String> split(String text, char separator) throws OptionType.Refused {
        List<String> pieces = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && text.charAt(i) == '"') {
                quoted = !quoted;
            } else if (i == text.length() || (text.charAt(i) == separator && !quoted)) {
                String piece = text.substring(start, i).strip();
                if (piece.isEmpty()) {
                    throw new OptionType.Refused(
                            "there is nothing " + (i < text.length() ? "before" : "behind") + " a '" + separator + "'");
                }
                pieces.add(piece);
                start = i + 1;
            }
        }
        if (quoted) {
            throw new OptionType.Refused("a double quote is not closed");
        }
        return pieces;
    }

    /** The name itself, without the quotes around it and with doubled quotes in it made single. */
    static String unquote(String part) throws OptionType.Refused {
        if (part.indexOf('"') < 0) {
            return part;
        }
        String inner = part.length() < 3 || !part.startsWith("\"") || !part.endsWith("\"")
                ? ""
                : part.substring(1, part.length() - 1).replace("\"\"", "\0");
        if (inner.isEmpty() || inner.indexOf('"') >= 0) {
            throw new OptionType.Refused(part + " is not one name in double quotes");
        }
        return inner.replace('\0', '"');
    }
}
