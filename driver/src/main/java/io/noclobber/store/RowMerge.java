package io.noclobber.store;

import io.noclobber.row.RowImage;
import org.jspecify.annotations.Nullable;

/** How what comes is brought together with what is kept of the same row. */
public enum RowMerge {
    /** A read: what was read first stands, and what was not read before is added to it. */
    FIRST_STANDS {
        @Override
        public StoredRow merge(@Nullable StoredRow before, StoredRow now) {
            if (before == null || before.isDoubtful()) {
                return now;
            }
            RowImage known = before.image();
            RowImage both = FirstRead.of(known, now.image());
            return both == known ? before : StoredRow.of(before.key().database(), both, false);
        }
    },
    /** A read that shows the row anew: it counts, and what only earlier reads covered stays behind it. */
    RENEWED {
        @Override
        public StoredRow merge(@Nullable StoredRow before, StoredRow now) {
            if (before == null) {
                return now;
            }
            return StoredRow.of(now.key().database(), now.image().over(before.image()), now.isDoubtful());
        }
    },
    /** What an own write has stored: nothing else counts. */
    REPLACED {
        @Override
        public StoredRow merge(@Nullable StoredRow before, StoredRow now) {
            return now;
        }
    };

    /** What is to be kept; {@code before} itself where nothing changes. May be called more than once for one change. */
    public abstract StoredRow merge(@Nullable StoredRow before, StoredRow now);
}
