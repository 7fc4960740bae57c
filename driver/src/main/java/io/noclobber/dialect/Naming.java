package io.noclobber.dialect;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;

/**
 * How one database folds and quotes identifiers. Immutable.
 *
 * @param tables bare names of tables and schemas
 * @param quotedTables quoted names of tables and schemas
 * @param columns bare names of columns
 * @param quotedColumns quoted names of columns
 * @param quote what stands on both sides of a quoted name; empty where names cannot be quoted
 * @param schemas whether the qualifier of a table is a schema; otherwise it is a catalog, if anything
 * @param catalogs whether one connection has schemas of the same name in several catalogs, and one catalog is its own
 */
public record Naming(
        Casing tables,
        Casing quotedTables,
        Casing columns,
        Casing quotedColumns,
        String quote,
        boolean schemas,
        boolean catalogs) {

    /** What becomes of the case of a name. */
    public enum Casing {
        /** Kept, and told apart. */
        EXACT,
        /** Stored in upper case. */
        UPPER,
        /** Stored in lower case. */
        LOWER,
        /** Kept as it was first written, but not told apart. */
        IGNORED;

        /** The name in the case in which it is stored, as far as that can be known. */
        public String fold(String written) {
            return switch (this) {
                case EXACT, IGNORED -> written;
                case UPPER -> written.toUpperCase(Locale.ROOT);
                case LOWER -> lower(written);
            };
        }

        /** Whether {@code written} means the name that is stored as {@code stored}. */
        public boolean matches(String written, String stored) {
            return this == IGNORED
                    ? written.equalsIgnoreCase(stored)
                    : fold(written).equals(stored);
        }

        /** PostgreSQL, the engine that folds down, leaves letters beyond ASCII alone. */
        private static String lower(String written) {
            StringBuilder folded = new StringBuilder(written);
            for (int i = 0; i < written.length(); i++) {
                char letter = written.charAt(i);
                if (letter >= 'A' && letter <= 'Z') {
                    folded.setCharAt(i, (char) (letter + ('a' - 'A')));
                }
            }
            return folded.toString();
        }
    }

    public Naming {
        Objects.requireNonNull(quote, "quote");
    }

    /** Of a database of one catalog, as far as statements are concerned. */
    public Naming(
            Casing tables, Casing quotedTables, Casing columns, Casing quotedColumns, String quote, boolean schemas) {
        this(tables, quotedTables, columns, quotedColumns, quote, schemas, false);
    }

    /** The rules as the driver's metadata tells them. */
    public static Naming of(DatabaseMetaData metaData) throws SQLException {
        Casing bare = casing(
                metaData.supportsMixedCaseIdentifiers(),
                metaData.storesUpperCaseIdentifiers(),
                metaData.storesLowerCaseIdentifiers());
        Casing quoted = casing(
                metaData.supportsMixedCaseQuotedIdentifiers(),
                metaData.storesUpperCaseQuotedIdentifiers(),
                metaData.storesLowerCaseQuotedIdentifiers());
        String quote = metaData.getIdentifierQuoteString();
        return new Naming(
                bare,
                quoted,
                bare,
                quoted,
                quote == null ? "" : quote.trim(),
                metaData.supportsSchemasInDataManipulation());
    }

    private static Casing casing(boolean exact, boolean upper, boolean lower) {
        if (exact) {
            return Casing.EXACT;
        }
        if (upper) {
            return Casing.UPPER;
        }
        return lower ? Casing.LOWER : Casing.IGNORED;
    }

    /** These rules, with names of columns never told apart by case. */
    public Naming ignoringColumnCase() {
        return new Naming(tables, quotedTables, Casing.IGNORED, Casing.IGNORED, quote, schemas, catalogs);
    }

    /** These rules, with no name told apart by case. */
    public Naming ignoringCase() {
        return new Naming(Casing.IGNORED, Casing.IGNORED, Casing.IGNORED, Casing.IGNORED, quote, schemas, catalogs);
    }

    /** These rules, for a database with several catalogs at one connection. */
    public Naming inCatalogs() {
        return new Naming(tables, quotedTables, columns, quotedColumns, quote, schemas, true);
    }

    /** How a table or schema is folded. */
    public Casing table(boolean quoted) {
        return quoted ? quotedTables : tables;
    }

    /** How a column is folded. */
    public Casing column(boolean quoted) {
        return quoted ? quotedColumns : columns;
    }

    /** The stored name {@code name}, quoted so that it means exactly that. */
    public String quoted(String name) {
        return quote.isEmpty() ? name : quote + name.replace(quote, quote + quote) + quote;
    }
}
