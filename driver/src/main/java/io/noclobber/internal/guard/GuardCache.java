package io.noclobber.internal.guard;

import io.noclobber.internal.sql.SpliceableText;
import io.noclobber.row.RowImage;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The guards built lately for one write. Thread-safe without locks: a lost entry is only built again.
 */
final class GuardCache {
    private static final int SIZE_BITS = 3;
    static final int SIZE = 1 << SIZE_BITS;

    private final AtomicReferenceArray<@Nullable Compared> compared = new AtomicReferenceArray<>(SIZE);
    private final AtomicReferenceArray<@Nullable Guard> guards = new AtomicReferenceArray<>(SIZE);
    private final AtomicReferenceArray<@Nullable Proof> proofs = new AtomicReferenceArray<>(SIZE);
    private final AtomicReference<@Nullable GuardCache> comparingKey = new AtomicReference<>();
    private final boolean comparesKey;

    GuardCache() {
        this(false);
    }

    private GuardCache(boolean comparesKey) {
        this.comparesKey = comparesKey;
    }

    /** Whether these guards compare the key, whatever the options say. */
    boolean comparesKey() {
        return comparesKey;
    }

    /** The guards that do, for the same write. */
    GuardCache comparingKey() {
        GuardCache known = comparingKey.get();
        if (known != null) {
            return known;
        }
        GuardCache built = new GuardCache(true);
        return comparingKey.compareAndSet(null, built) ? built : Objects.requireNonNull(comparingKey.get());
    }

    Compared compared(BoundWrite write, RowImage image, Environment environment) {
        for (int i = 0; i < SIZE; i++) {
            Compared known = compared.get(i);
            if (known != null && known.fits(image, environment)) {
                return known;
            }
        }
        Compared built = Compared.of(write, image, environment);
        compared.set(slot(compared, System.identityHashCode(image.shape())), built);
        return built;
    }

    Proof proof(BoundWrite write, RowImage image, Session session) {
        for (int i = 0; i < SIZE; i++) {
            Proof known = proofs.get(i);
            if (known != null && known.fits(image)) {
                return known;
            }
        }
        Proof built = Proof.of(write, image.shape(), session);
        proofs.set(slot(proofs, System.identityHashCode(image.shape())), built);
        return built;
    }

    Guard guard(SpliceableText statement, Compared compared, long[] pattern) {
        String text = statement.text();
        for (int i = 0; i < SIZE; i++) {
            Guard known = guards.get(i);
            if (known != null && known.fits(text, compared, pattern)) {
                return known;
            }
        }
        Guard built = Guard.build(statement, compared, pattern);
        guards.set(slot(guards, Arrays.hashCode(pattern) * 31 + text.hashCode()), built);
        return built;
    }

    /** A free place, else one by the hash, of which the multiplication brings all bits to the top: patterns differ in few. */
    static int slot(AtomicReferenceArray<?> cache, int hash) {
        for (int i = 0; i < SIZE; i++) {
            if (cache.get(i) == null) {
                return i;
            }
        }
        return (hash * 0x9E3779B9) >>> (Integer.SIZE - SIZE_BITS);
    }
}
