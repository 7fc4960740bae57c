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

    Proofs(Session session) {
        this.session = session;
    }

    /** The row as {@code intent} leaves it once it has succeeded, or {@code null} when only the database can tell. */
    @Nullable RowImage stored(Intent intent) {
        Proof proof = proof(intent);
        return proof == null || !leavesTimesAlone(intent.table(), proof)
                ? null
                : proof.after(intent, intent.imageOrThrow(), session.millis());
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
