package io.noclobber.conformance.sequence;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a script expects to stand in the slots of its player, if all goes well. Confined to one thread. */
final class Slots {
    private static final Text NOTHING = Text.of("");

    private final @Nullable Text[] prepared = new @Nullable Text[Player.STATEMENTS];
    private final Text[] ran = new Text[Player.STATEMENTS];
    private final Text[] rows = new Text[Player.RESULTS];
    private final boolean[] batched = new boolean[Player.STATEMENTS];
    private final boolean[] misused = new boolean[Player.STATEMENTS];
    private final int[] owners = new int[Player.RESULTS];
    private final boolean oneCursor;

    /** @param oneCursor whether all results of a statement are one to the driver */
    Slots(boolean oneCursor) {
        this.oneCursor = oneCursor;
        Arrays.fill(owners, -1);
        Arrays.fill(ran, NOTHING);
        Arrays.fill(rows, NOTHING);
    }

    void plain(int slot) {
        prepared[slot] = null;
        ran(slot, NOTHING);
    }

    void prepared(int slot, Text text) {
        prepared[slot] = text;
        ran(slot, NOTHING);
    }

    /** What the statement has prepared, {@code null} for a plain one. */
    @Nullable Text prepared(int slot) {
        return prepared[slot];
    }

    void ran(int slot, Text text) {
        ran[slot] = text;
        batched[slot] = false;
        misused[slot] = false;
        overtake(slot);
    }

    void batched(int slot) {
        batched[slot] = true;
        overtake(slot);
    }

    private void overtake(int slot) {
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] == slot) {
                owners[i] = -1;
            }
        }
    }

    /** Whether a call on these rows would be one on what their statement has run since. */
    boolean isOvertaken(int rowsSlot) {
        return oneCursor && owners[rowsSlot] < 0;
    }

    /** A prepared statement has been given another text. */
    void misused(int slot) {
        misused[slot] = true;
    }

    /** Whether a text that it has not prepared is what it was given last. */
    boolean isMisused(int slot) {
        return misused[slot];
    }

    /** Whether a batch is what it ran last. */
    boolean isBatched(int slot) {
        return batched[slot];
    }

    /** The rows of the statement's last text are kept. */
    void shows(int rowsSlot, int statement) {
        rows[rowsSlot] = ran[statement];
        owners[rowsSlot] = statement;
    }

    Text shown(int rowsSlot) {
        return rows[rowsSlot];
    }
}
