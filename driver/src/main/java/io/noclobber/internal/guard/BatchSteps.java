package io.noclobber.internal.guard;

import io.noclobber.internal.guard.ConnectionGuard.BatchElement;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.row.RowImage;
import java.sql.SQLException;

/** Finds out how each element of a batch is to be sent. Confined to one connection. */
final class BatchSteps {
    private final Session session;
    private final Intents intents;

    BatchSteps(Session session, Intents intents) {
        this.session = session;
        this.intents = intents;
    }

    /**
     * How {@code element} is sent, by what is known of its row now.
     *
     * @throws SQLException when an option refuses it
     */
    BatchStep of(BatchElement element) throws SQLException {
        if (!(element.statement().plan() instanceof StatementPlan.Write)) {
            return BatchStep.asSent(element, null);
        }
        Intent intent = intents.of(element.statement(), element.parameters());
        if (intent.way() != Intent.Way.GUARDED) {
            return BatchStep.asSent(element, intent);
        }
        if (intent.write().plan().returning()) {
            // its count says nothing in a batch
            return BatchStep.asSent(element, intent.with(intent.imageOrThrow(), Intent.Way.LOCKED));
        }
        RowImage image = intent.imageOrThrow();
        Compared compared = intent.write().guards().compared(intent.write(), image, session.environment());
        LiteralParameters literals = LiteralParameters.of(intent.write(), intent.statement(), session.dialect());
        return new BatchStep(
                element,
                intent,
                compared,
                literals.values(),
                literals.text(),
                Guard.pattern(compared, image),
                !session.dialect().countsBatches());
    }
}
