package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Catalog;
import io.noclobber.internal.catalog.Table;
import io.noclobber.row.RowImage;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Knows what own writes have stored without a look at it, where that is certain. Confined to one connection. */
final class Proofs {
    /** More than the clocks and zones of two machines can differ. */
    private static final Duration LONG_AGO = Duration.ofDays(2);

    private final Session session;

    /** What was found out before the write runs, for after it. */
    private @Nullable Found found;

    private record Found(Intent intent, @Nullable Object @Nullable [] values) {}

    Proofs(Session session) {
        this.session = session;
    }

    /** The row as {@code intent} leaves it once it has succeeded, or {@code null} when only the database can tell. */
    @Nullable RowImage stored(Intent intent) {
        RowImage before = intent.image();
        @Nullable Object[] values = values(intent);
        forget();
        return values == null || before == null
                ? null
                : RowImage.of(before.shape(), before.key(), values, session.millis());
    }

    /** Whether {@link #stored} will tell. */
    boolean tells(Intent intent) {
        return values(intent) != null;
    }

    /** The write is over. */
    void forget() {
        found = null;
    }

    /** What the parameters tell is found out once a write; that nothing speaks against it may change until the write has run. */
    private @Nullable Object @Nullable [] values(Intent intent) {
        Proof proof = proof(intent);
        if (proof == null || !leavesTimesAlone(intent.table(), proof)) {
            return null;
        }
        Found known = found;
        if (known == null || known.intent() != intent) {
            known = new Found(intent, proof.after(intent, intent.imageOrThrow()));
            found = known;
        }
        return known.values();
    }

    /** Whether a look at the row after this write will tell something for the writes to come. */
    boolean asksForALook(Intent intent) {
        Proof proof = proof(intent);
        if (proof != null) {
            for (Proof.Time time : proof.times()) {
                if (catalog().leftAlone(intent.table(), time.column()) == null) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The row was read before and after {@code intent}, which has changed it. */
    void looked(Intent intent, RowImage after) {
        Proof proof = proof(intent);
        if (proof != null) {
            for (Proof.Time time : proof.times()) {
                int index = time.index();
                boolean alone = isSurelyTheSame(intent.imageOrThrow().value(index), after.value(index));
                catalog().saw(intent.table(), time.column(), alone);
            }
        }
    }

    /** A time of just now may have been set again, to the same. */
    private boolean isSurelyTheSame(@Nullable Object before, @Nullable Object after) {
        if (before == null || !(after instanceof LocalDateTime time) || !before.equals(after)) {
            return before == null && after == null;
        }
        LocalDateTime now = LocalDateTime.ofEpochSecond(session.millis() / 1000, 0, ZoneOffset.UTC);
        return Duration.between(time, now).abs().compareTo(LONG_AGO) > 0;
    }

    private @Nullable Proof proof(Intent intent) {
        RowImage image = intent.image();
        if (image == null || image.older() != null || !session.images().isKnown(image.key())) {
            return null;
        }
        Proof proof = intent.write().guards().proof(intent.write(), image, session);
        return proof.possible() && isFresh(intent.table()) ? proof : null;
    }

    private boolean isFresh(Table table) {
        try {
            return catalog().isFresh(session.raw(), table);
        } catch (SQLException failure) {
            session.counts().catalogFailed("whether " + table.name() + " is as it was", failure);
            return false;
        }
    }

    private boolean leavesTimesAlone(Table table, Proof proof) {
        for (int i = 0; i < proof.times().size(); i++) {
            if (!Boolean.TRUE.equals(
                    catalog().leftAlone(table, proof.times().get(i).column()))) {
                return false;
            }
        }
        return true;
    }

    private Catalog catalog() {
        return session.environment().catalog();
    }
}
