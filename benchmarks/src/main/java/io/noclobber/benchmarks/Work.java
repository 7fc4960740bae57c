package io.noclobber.benchmarks;

import static io.noclobber.benchmarks.Variant.BARE;
import static io.noclobber.benchmarks.Variant.CHANGED;
import static io.noclobber.benchmarks.Variant.CONVERSATION;
import static io.noclobber.benchmarks.Variant.HAND_WRITTEN;
import static io.noclobber.benchmarks.Variant.NOCLOBBER;
import static io.noclobber.benchmarks.Variant.P6SPY;
import static io.noclobber.benchmarks.Variant.ROWVERSION;
import static io.noclobber.benchmarks.Variant.VERSION;

import java.sql.SQLException;
import java.util.List;

/** A unit of work that is measured, and how dear it may be. */
public enum Work {
    /** One row into a table that nobody reads. */
    INSERT("INSERT", OrderEntry::insert, 1.02, 1.10, BARE, BARE, NOCLOBBER, P6SPY),
    /** A query without rows of a table. */
    REPORT("report query (GROUP BY)", OrderEntry::report, 1.02, 1.10, BARE, BARE, NOCLOBBER, P6SPY),
    /** Every row and column of a table. */
    SCAN("scan 2,000 rows x 8 columns", OrderEntry::scan, 1.10, 1.40, BARE, BARE, NOCLOBBER, P6SPY, CONVERSATION),
    /** One row by its key. */
    FIND("point SELECT by key", OrderEntry::find, 1.03, 1.25, BARE, BARE, NOCLOBBER, P6SPY, CONVERSATION),
    /** Reads a row and saves it. */
    UPDATE(
            "SELECT + UPDATE of one row",
            OrderEntry::update,
            1.00,
            1.10,
            HAND_WRITTEN,
            BARE,
            NOCLOBBER,
            HAND_WRITTEN,
            CHANGED,
            VERSION,
            ROWVERSION,
            CONVERSATION),
    /** Reads a row and saves it, without parameters. */
    LITERALS("the same with literals in the text", OrderEntry::updateWithLiterals, 1.08, 1.35, BARE, BARE, NOCLOBBER),
    /** Reads many rows and saves them. */
    BATCH(
            "batch of 500 updates after reading the rows",
            OrderEntry::updateBatch,
            1.10,
            1.35,
            BARE,
            BARE,
            NOCLOBBER,
            HAND_WRITTEN,
            CHANGED,
            VERSION,
            ROWVERSION);

    private final String label;
    private final OrderEntry.Request unit;
    private final double goalOnServer;
    private final double goalInMemory;
    private final Variant yardstick;
    private final List<Variant> variants;

    /**
     * A row of the table.
     *
     * @param yardstick what the goals compare noclobber with
     * @param variants what is measured
     */
    Work(
            String label,
            OrderEntry.Request unit,
            double goalOnServer,
            double goalInMemory,
            Variant yardstick,
            Variant... variants) {
        this.label = label;
        this.unit = unit;
        this.goalOnServer = goalOnServer;
        this.goalInMemory = goalInMemory;
        this.yardstick = yardstick;
        this.variants = List.of(variants);
    }

    /** Does one unit of it; its result is looked at, so that it is done. */
    Object run(OrderEntry application) throws SQLException {
        return application.run(unit);
    }

    double goal(boolean inMemory) {
        return inMemory ? goalInMemory : goalOnServer;
    }

    Variant yardstick() {
        return yardstick;
    }

    List<Variant> variants() {
        return variants;
    }

    @Override
    public String toString() {
        return label;
    }
}
