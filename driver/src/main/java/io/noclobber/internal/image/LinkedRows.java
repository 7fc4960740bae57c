package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of images in the order in which they were put. Confined to the lock of its store.
 *
 * <p>A {@link java.util.LinkedHashMap} would look up twice what is replaced, and weigh the image that leaves: that means
 * to fetch from memory what a scan read long ago, value by value, only to throw it away. Here the entry knows what its
 * image weighs.
 */
final class LinkedRows implements Iterable<RowImage> {
    private static final int LEAST_SLOTS = 16;

    private @Nullable Entry[] slots = new Entry[LEAST_SLOTS];
    private @Nullable Entry eldest;
    private @Nullable Entry newest;
    private int size;
    private long bytes;

    /** An image in the table: 40 bytes, and its slot. */
    private static final class Entry {
        private final int hash;
        private RowKey key;
        private RowImage image;
        private int weight;
        private @Nullable Entry chained;
        private @Nullable Entry older;
        private @Nullable Entry newer;

        Entry(int hash, RowImage image) {
            this.hash = hash;
            this.key = image.key();
            this.image = image;
        }
    }

    int size() {
        return size;
    }

    /** What all images weigh. */
    long bytes() {
        return bytes;
    }

    @Nullable RowImage find(RowKey key) {
        Entry entry = entry(key, spread(key));
        return entry == null ? null : entry.image;
    }

    /** The image put longest ago. */
    @Nullable RowImage eldest() {
        return eldest == null ? null : eldest.image;
    }

    /**
     * Adds an image, or replaces that of the same key, as the newest.
     *
     * @return whether the key is new
     */
    boolean put(RowImage image) {
        int hash = spread(image.key());
        Entry entry = entry(image.key(), hash);
        boolean added = entry == null;
        if (entry == null) {
            entry = add(new Entry(hash, image));
        } else {
            // the key is the image's own, so that the other can be collected
            entry.key = image.key();
            entry.image = image;
            bytes -= entry.weight;
            unlink(entry);
        }
        entry.weight = (int) Math.min(image.weigh(), Integer.MAX_VALUE);
        bytes += entry.weight;
        link(entry);
        return added;
    }

    @Nullable RowImage remove(RowKey key) {
        int hash = spread(key);
        Entry entry = entry(key, hash);
        if (entry == null) {
            return null;
        }
        remove(entry);
        return entry.image;
    }

    void clear() {
        slots = new Entry[LEAST_SLOTS];
        eldest = null;
        newest = null;
        size = 0;
        bytes = 0;
    }

    /** From the eldest to the newest. */
    @Override
    public Iterator<RowImage> iterator() {
        return new Iterator<>() {
            private @Nullable Entry next = eldest;
            private @Nullable Entry last;

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public RowImage next() {
                Entry entry = next;
                if (entry == null) {
                    throw new NoSuchElementException();
                }
                last = entry;
                next = entry.newer;
                return entry.image;
            }

            @Override
            public void remove() {
                Entry entry = last;
                if (entry == null) {
                    throw new IllegalStateException("next was not called");
                }
                last = null;
                LinkedRows.this.remove(entry);
            }
        };
    }

    private static int spread(RowKey key) {
        int hash = key.hashCode();
        return hash ^ (hash >>> 16);
    }

    private @Nullable Entry entry(RowKey key, int hash) {
        Entry entry = slots[hash & (slots.length - 1)];
        while (entry != null && (entry.hash != hash || !entry.key.equals(key))) {
            entry = entry.chained;
        }
        return entry;
    }

    private Entry add(Entry entry) {
        size++;
        if (size > slots.length - (slots.length >> 2) && slots.length < 1 << 30) {
            grow();
        }
        chain(entry);
        return entry;
    }

    private void chain(Entry entry) {
        int slot = entry.hash & (slots.length - 1);
        entry.chained = slots[slot];
        slots[slot] = entry;
    }

    private void grow() {
        slots = new Entry[slots.length * 2];
        for (Entry entry = eldest; entry != null; entry = entry.newer) {
            chain(entry);
        }
    }

    private void remove(Entry entry) {
        int slot = entry.hash & (slots.length - 1);
        Entry before = slots[slot];
        if (before == entry) {
            slots[slot] = entry.chained;
        } else {
            while (before != null && before.chained != entry) {
                before = before.chained;
            }
            if (before != null) {
                before.chained = entry.chained;
            }
        }
        unlink(entry);
        size--;
        bytes -= entry.weight;
    }

    private void link(Entry entry) {
        entry.newer = null;
        entry.older = newest;
        if (newest == null) {
            eldest = entry;
        } else {
            newest.newer = entry;
        }
        newest = entry;
    }

    private void unlink(Entry entry) {
        if (entry.older == null) {
            eldest = entry.newer;
        } else {
            entry.older.newer = entry.newer;
        }
        if (entry.newer == null) {
            newest = entry.older;
        } else {
            entry.newer.older = entry.older;
        }
    }
}
