package io.noclobber.store;

import io.noclobber.row.RowKey;
import org.jspecify.annotations.Nullable;

/**
 * The key of a row of some database. Immutable; equal where database and key are, and then the bytes are equal too.
 */
public final class StoredKey {
    private final String database;
    private final RowKey key;
    private volatile byte @Nullable [] bytes;

    private StoredKey(String database, RowKey key) {
        this.database = database;
        this.key = key;
    }

    /**
     * The key of a row.
     *
     * @param database what tells one database from another, for all who use the store
     */
    public static StoredKey of(String database, RowKey key) {
        return new StoredKey(database, key);
    }

    /** What tells the database of the row from others. */
    public String database() {
        return database;
    }

    /** The key within the database. */
    public RowKey key() {
        return key;
    }

    /**
     * The key for what leaves the JVM; the caller leaves the bytes as they are. Made when it is first asked for.
     *
     * @throws StoreFormatException when one of its values has no form in bytes
     */
    public byte[] bytes() {
        byte[] known = bytes;
        if (known == null) {
            known = RowCodec.encode(this);
            bytes = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof StoredKey that && key.equals(that.key) && database.equals(that.database);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** Values do not belong into a log. */
    @Override
    public String toString() {
        return "key of a row of " + key.table();
    }
}
