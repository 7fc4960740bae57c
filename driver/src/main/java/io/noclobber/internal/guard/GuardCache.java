package io.noclobber.internal.guard;

import io.noclobber.internal.sql.SpliceableText;
import io.noclobber.row.RowImage;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The guards built lately for one write. Thread-safe without locks: a lost entry is only built again.
 */
final class GuardCache {
    private static final int SIZE = 8;

    private final AtomicReferenceArray<@Nullable Compared> compared = new AtomicReferenceArray<>(SIZE);
    private final AtomicReferenceArray<@Nullable Guard> guards = new AtomicReferenceArray<>(SIZE);

    private final AtomicReferenceArray<@Nullable Proof> proofs = new AtomicReferenceArray<>(SIZE);

    Compared compared(BoundWrite write, RowImage image, Environment environment) {
        for (int i = 0; i < SIZE; i++) {
            Compared known = compared.get(i);
            if (known != null && known.fits(image, environment)) {
                return known;
            }
        }
        Compared built = Compared.of(write, image, environment);
        compared.set(slot(System.identityHashCode(image.shape())), built);
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
        proofs.set(slot(System.identityHashCode(image.shape())), built);
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
        guards.set(slot(Arrays.hashCode(pattern) * 31 + text.hashCode()), built);
        return built;
    }

    private static int slot(int hash) {
        return Math.floorMod(hash ^ (hash >>> 16), SIZE);
    }
}
