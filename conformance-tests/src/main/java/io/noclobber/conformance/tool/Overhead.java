package io.noclobber.conformance.tool;

import io.noclobber.conformance.MeasuredWork;
import io.noclobber.conformance.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What guarding some work costs on this database. Immutable.
 *
 * @param rounds how often both ways were timed, in turn
 * @param bare microseconds by the bare driver
 * @param guarded microseconds with noclobber
 * @param ratio the second by the first, of each round
 */
record Overhead(MeasuredWork work, int rounds, Spread bare, Spread guarded, Spread ratio) {

    /** All that was measured, by what tests have told of themselves. */
    static List<Overhead> of(Map<String, String> published) {
        List<Overhead> all = new ArrayList<>();
        for (MeasuredWork work : MeasuredWork.values()) {
            String ratio = published.get(work.key("ratio"));
            if (ratio != null) {
                all.add(new Overhead(
                        work,
                        Integer.parseInt(published.getOrDefault(work.key("rounds"), "0")),
                        Spread.parse(published.getOrDefault(work.key("bare"), "")),
                        Spread.parse(published.getOrDefault(work.key("guarded"), "")),
                        Spread.parse(ratio)));
            }
        }
        return all;
    }

    /** The ratio in words, such as {@code 1.12 times (1.08 to 1.20)}. */
    String ratioInWords() {
        return String.format(Locale.ROOT, "%.2f times (%.2f to %.2f)", ratio.median(), ratio.lower(), ratio.upper());
    }
}
