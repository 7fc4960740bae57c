package io.noclobber.conformance.sequence;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a script expects to stand in the slots of its player, if all goes well. Confined to one thread. */
final class Slots {
    private static final Text NOTHING = Text.of("");

    private final @Nullable Text[] prepared = new @Nullable Text[Player.STATEMENTS];
    private final Text[] ran = new Text[Player.STATEMENTS];
    private final Text[] rows = new Text[Player.RESULTS];

    Slots() {
        Arrays.fill(ran, NOTHING);
        Arrays.fill(rows, NOTHING);
    }

    void plain(int slot) {
        prepared[slot] = null;
        ran[slot] = NOTHING;
    }

    void prepared(int slot, Text text) {
        prepared[slot] = text;
        ran[slot] = NOTHING;
    }

    /** What the statement has prepared, {@code null} for a plain one. */
    @Nullable Text prepared(int slot) {
        return prepared[slot];
    }

    void ran(int slot, Text text) {
        ran[slot] = text;
    }

    /** The rows of the statement's last text are kept. */
    void shows(int rowsSlot, int statement) {
        rows[rowsSlot] = ran[statement];
    }

    Text shown(int rowsSlot) {
        return rows[rowsSlot];
    }
}
