package io.noclobber.store;

import io.noclobber.row.RowImage;
import org.jspecify.annotations.Nullable;

/** What a conversation has read of one row, as a store keeps it. Immutable. */
public final class StoredRow {
    /** This object, its key, and an entry for both in a map. */
    private static final int OWN_BYTES = 32 + 24 + 56;

    private final StoredKey key;
    private final RowImage image;
    private final boolean doubtful;
    private volatile byte @Nullable [] bytes;

    private StoredRow(StoredKey key, RowImage image, boolean doubtful) {
        this.key = key;
        this.image = image;
        this.doubtful = doubtful;
    }

    /**
     * What was read of a row.
     *
     * @param doubtful whether the row may not be there, because what was read may have been an own insert that is undone
     */
    public static StoredRow of(String database, RowImage image, boolean doubtful) {
        return new StoredRow(StoredKey.of(database, image.key()), image, doubtful);
    }

    /**
     * The row that was once {@link #bytes}.
     *
     * @throws StoreFormatException when these are other bytes, or fewer, or of a version that is not known
     */
    public static StoredRow of(byte[] bytes) {
        return RowCodec.decode(bytes);
    }

    public StoredKey key() {
        return key;
    }

    /** What was read. */
    public RowImage image() {
        return image;
    }

    /** Whether the row may not be there. */
    public boolean isDoubtful() {
        return doubtful;
    }

    /**
     * The row, its key included, for what leaves the JVM; the caller leaves the bytes as they are. Made when it is first
     * asked for.
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

    /** An estimate of the heap that it holds where it is kept as it is, in bytes. */
    public long weigh() {
        return OWN_BYTES + image.weigh();
    }

    /** Values do not belong into a log. */
    @Override
    public String toString() {
        return "what was read of a row of " + key.key().table();
    }
}
