package io.noclobber.conformance.sequence;

import java.util.List;
import java.util.Random;

/** The choices of one script; the same seed gives the same. Confined to one thread. */
final class Dice {
    private final Random random;

    Dice(long seed) {
        // neighbouring seeds of Random begin alike
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    int below(int limit) {
        return random.nextInt(limit);
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
