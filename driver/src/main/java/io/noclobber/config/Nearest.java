package io.noclobber.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody probably meant. */
final class Nearest {
    private Nearest() {}

    /** The candidate within a third of the word's length in edits, ignoring case, or {@code null}. */
    static @Nullable String to(String word, List<String> candidates) {
        String wanted = word.toLowerCase(Locale.ROOT);
        String nearest = null;
        int best = Math.max(2, Math.min(wanted.length(), 64) / 3) + 1;
        for (String candidate : candidates) {
            int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
            // "x" is two edits away from every word of two letters, which helps nobody
            if (distance < best && distance < candidate.length()) {
                best = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** How many letters must be added, dropped, replaced or swapped with their neighbour. */
    static int distance(String one, String other) {
        int[] beforePrevious = new int[other.length() + 1];
        int[] previous = new int[other.length() + 1];
        int[] current = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + replaced);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
                }
            }
            int[] reused = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = reused;
        }
        return previous[other.length()];
    }
}
