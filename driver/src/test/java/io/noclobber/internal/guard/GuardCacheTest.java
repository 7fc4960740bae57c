package io.noclobber.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;

class GuardCacheTest {
    /** Of a write whose rows have NULLs in different places, each pattern would else take the place of another. */
    @Test
    void slot_ofPatternsThatDifferInOneColumn_isFreeAsLongAsAnyIs() {
        AtomicReferenceArray<long[]> cache = new AtomicReferenceArray<>(GuardCache.SIZE);
        for (int column = 0; column < GuardCache.SIZE; column++) {
            long[] pattern = {1L << 2 * column};
            int slot = GuardCache.slot(cache, Arrays.hashCode(pattern) * 31);
            assertThat(cache.get(slot)).isNull();
            cache.set(slot, pattern);
        }
    }

    @Test
    void slot_whereNoneIsFree_dependsOnAllBitsOfTheHash() {
        AtomicReferenceArray<String> full = new AtomicReferenceArray<>(GuardCache.SIZE);
        for (int i = 0; i < GuardCache.SIZE; i++) {
            full.set(i, "taken");
        }
        Set<Integer> slots = new HashSet<>();
        for (int column = 0; column < 16; column++) {
            slots.add(GuardCache.slot(full, Arrays.hashCode(new long[] {1L << 2 * column}) * 31));
        }
        assertThat(slots).hasSizeGreaterThan(GuardCache.SIZE / 2);
    }
}
