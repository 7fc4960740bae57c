package io.noclobber.conformance.tool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of the tests of a run, in the order in which they were begun; of one that was tried again, what came of that. Confined to
 * one thread.
 */
final class Results {
    private final List<@Nullable Tried> all = new ArrayList<>();
    private final Map<String, Doubtful> doubtful = new LinkedHashMap<>();
    private final Map<String, Integer> again = new HashMap<>();

    /**
     * A test that failed, perhaps for want of a connection.
     *
     * @param place where its result stands
     * @param since when it began
     * @param until when it ended
     * @param lost whether it says itself that the connection was lost
     */
    private record Doubtful(int place, long since, long until, boolean lost) {}

    /** Whether a connection was lost, by what somebody else has seen. */
    @FunctionalInterface
    interface Witness {
        boolean sawALoss(long since, long until);
    }

    /** @param id JUnit's of the test, or of a container that failed as a whole */
    void add(String id, Tried test, long since) {
        Integer place = again.remove(id);
        if (place == null) {
            place = all.size();
            all.add(test);
        } else {
            all.set(place, test);
        }
        boolean lost = test.outcome() == Outcome.CONNECTION_LOST;
        if (lost || test.outcome() == Outcome.FAILED) {
            doubtful.put(id, new Doubtful(place, since, System.nanoTime(), lost));
        }
    }

    /** A container did not fail, whose tests have results of their own. */
    void held(String id) {
        Integer place = again.remove(id);
        if (place != null) {
            all.set(place, null);
        }
    }

    boolean hasDoubtful() {
        return !doubtful.isEmpty();
    }

    /**
     * The tests that failed, since this was asked last, while a connection was lost. That is what came of them, unless they are tried
     * again and added once more.
     */
    List<String> lost(Witness witness) {
        List<String> ids = new ArrayList<>();
        doubtful.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getValue().place()))
                .filter(each -> each.getValue().lost()
                        || witness.sawALoss(
                                each.getValue().since(), each.getValue().until()))
                .forEach(each -> {
                    int place = each.getValue().place();
                    ids.add(each.getKey());
                    again.put(each.getKey(), place);
                    all.set(place, lost(Objects.requireNonNull(all.get(place))));
                });
        doubtful.clear();
        return ids;
    }

    private static Tried lost(Tried test) {
        return test.outcome() == Outcome.CONNECTION_LOST
                ? test
                : new Tried(
                        test.group(),
                        test.contract(),
                        test.name(),
                        test.isOfAGuard(),
                        Outcome.CONNECTION_LOST,
                        test.millis(),
                        "It failed while a connection was lost: " + test.detail());
    }

    /** Nothing is tried again any more; what failed has failed. */
    void settle() {
        doubtful.clear();
        again.clear();
    }

    List<Tried> all() {
        return all.stream().filter(Objects::nonNull).toList();
    }
}
