package io.noclobber.conformance.sequence;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Leaves out calls of a script for as long as the rest still differs. Confined to one thread. */
final class Shrinking {
    private static final long LIMIT_NANOS = 20_000_000_000L;

    private final Duel duel;
    private final String options;
    private final long until = System.nanoTime() + LIMIT_NANOS;
    private Difference smallest;

    private Shrinking(Duel duel, String options, Difference found) {
        this.duel = duel;
        this.options = options;
        this.smallest = found;
    }

    /** The shortest script with a difference that is found within some seconds. */
    static Difference of(Difference found, Duel duel, String options) throws SQLException, IOException {
        Shrinking shrinking = new Shrinking(duel, options, found);
        shrinking.tryOut(found.script().subList(0, Math.min(found.script().size(), found.position() + 1)));
        for (int chunk = shrinking.size() / 2; chunk > 0; chunk = Math.min(chunk / 2, shrinking.size() / 2)) {
            shrinking.leaveOut(chunk);
        }
        while (shrinking.leaveOut(1)) {
            // until no single call can be left out
        }
        return shrinking.smallest;
    }

    private int size() {
        return smallest.script().size();
    }

    private boolean leaveOut(int chunk) throws SQLException, IOException {
        boolean shrunk = false;
        for (int from = size() - chunk; from >= 0 && System.nanoTime() < until; from -= chunk) {
            List<Step> rest = new ArrayList<>(smallest.script());
            rest.subList(Math.min(from, rest.size()), Math.min(from + chunk, rest.size()))
                    .clear();
            if (rest.size() < size()) {
                shrunk |= tryOut(rest);
            }
        }
        return shrunk;
    }

    private boolean tryOut(List<Step> script) throws SQLException, IOException {
        Optional<Difference> difference = duel.play(script, options).filter(other -> other.isLike(smallest));
        difference.ifPresent(smaller -> smallest = smaller);
        return difference.isPresent();
    }
}
