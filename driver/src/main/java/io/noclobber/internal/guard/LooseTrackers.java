package io.noclobber.internal.guard;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Open result sets that the garbage collector may take where the application has dropped them. Confined to the lock of its {@link Trackers}. */
final class LooseTrackers {
    private static final int FEWEST = 64;

    private final List<WeakReference<ReadTracker>> references = new ArrayList<>();

    /** With so many, those that have been collected are looked for. */
    private int many = FEWEST;

    void add(ReadTracker tracker) {
        references.add(new WeakReference<>(tracker));
        if (references.size() >= many) {
            references.removeIf(reference -> reference.get() == null);
            many = Math.max(FEWEST, 2 * references.size());
        }
    }

    /**
     * Forgets one.
     *
     * @return whether it was there
     */
    boolean remove(ReadTracker tracker) {
        return !references.isEmpty() && references.removeIf(reference -> reference.get() == tracker);
    }

    boolean isEmpty() {
        return references.isEmpty();
    }

    void clear() {
        references.clear();
    }

    /** Adds those that are still there. */
    void addTo(List<ReadTracker> all) {
        if (!references.isEmpty()) {
            references.removeIf(reference -> {
                ReadTracker tracker = reference.get();
                return tracker == null || !all.add(tracker);
            });
        }
    }
}
