package io.noclobber.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conflict.ConflictKind;
import io.noclobber.row.ColumnName;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

final class Slf4jObserverTest {
    private final RecordingLog log = new RecordingLog(Level.DEBUG);
    private final Slf4jObserver observer = new Slf4jObserver(log, 3);

    @Test
    void connected_anyConnection_isOneLine() {
        observer.connected(new ConnectionInfo("PostgreSQL 18.1 (pgjdbc 42.7)", "connection", ""));
        observer.connected(new ConnectionInfo("H2 2.5", "transaction", "scope=transaction;compare=changed"));

        assertThat(log.lines())
                .containsExactly(
                        "INFO noclobber guards a connection to PostgreSQL 18.1 (pgjdbc 42.7); scope connection; default"
                                + " options",
                        "INFO noclobber guards a connection to H2 2.5; scope transaction; options"
                                + " scope=transaction;compare=changed");
    }

    @Test
    void poolGivesNoSign_everyConnection_warnsOncePerPool() {
        observer.poolGivesNoSign("the pool of MyBatis");
        observer.warning(true, true).poolGivesNoSign("the pool of MyBatis");
        observer.poolGivesNoSign("the pool of Hibernate");

        assertThat(log.lines())
                .containsExactly(
                        "WARN The connections stand under the pool of MyBatis, which gives no sign when one goes back to"
                                + " it. What was read is remembered until the end of its transaction only"
                                + " (scope=transaction), unless it belongs to a conversation",
                        "WARN The connections stand under the pool of Hibernate, which gives no sign when one goes back to"
                                + " it. What was read is remembered until the end of its transaction only"
                                + " (scope=transaction), unless it belongs to a conversation");
    }

    @Test
    void unnoticed_everyConnection_warnsOncePerDatabase() {
        observer.unnoticed("DuckDB", "It does not notice a deleted row");
        observer.warning(true, true).unnoticed("DuckDB", "It does not notice a deleted row");

        assertThat(log.lines())
                .containsExactly("WARN Not every lost update can be noticed. It does not notice a deleted row");
    }

    @Test
    void refused_severalRows_isOneLineWithoutValues() {
        observer.refused(Samples.conflict(ConflictKind.UPDATED, ConflictKind.DELETED, ConflictKind.UPDATED));

        assertThat(log.lines())
                .containsExactly("WARN A write was refused (SQLState NC001, transaction ALIVE): UPDATE of a row of"
                        + " PUBLIC.ORDERS that was DELETED (1); UPDATE of a row of PUBLIC.ORDERS that was UPDATED (2)");
    }

    @Test
    void notAnalysed_sameShape_warnsOnce() {
        observer.notAnalysed("UPSERT INTO t VALUES ('secret', 1)", "NOT_PARSED");
        observer.notAnalysed("UPSERT INTO t   VALUES ('other', 2, 3)", "NOT_PARSED");

        assertThat(log.lines())
                .containsExactly(
                        "WARN A statement was not understood (NOT_PARSED) and runs unguarded: UPSERT INTO t VALUES"
                                + " (?, …)");
    }

    @Test
    void notAnalysed_moreShapesThanRemembered_saysSoAndStops() {
        for (String name : new String[] {"a", "b", "c", "d", "e"}) {
            observer.notAnalysed("FROB " + name, "NOT_PARSED");
        }

        assertThat(log.lines())
                .containsExactly(
                        "WARN A statement was not understood (NOT_PARSED) and runs unguarded: FROB a",
                        "WARN A statement was not understood (NOT_PARSED) and runs unguarded: FROB b",
                        "WARN A statement was not understood (NOT_PARSED) and runs unguarded: FROB c (statements of further"
                                + " shapes are counted, but no longer logged)");
    }

    @Test
    void shapes_withoutEnd_areNotRemembered() {
        StatementShapes shapes = new StatementShapes(3);
        for (String name : new String[] {"a", "b", "c", "d", "e"}) {
            shapes.meet("FROB " + name);
        }

        assertThat(shapes.remembered()).isEqualTo(3);
        assertThat(shapes.meet("FROB f")).isEqualTo(StatementShapes.Meeting.KNOWN);
    }

    @Test
    void catalogFailed_sameTable_warnsOnceUnlessOptionPass() {
        observer.warning(false, false).catalogFailed("orders", new SQLException("locked"));
        observer.catalogFailed("orders", new SQLException("locked"));
        observer.catalogFailed("orders", new SQLException("locked"));

        assertThat(log.lines())
                .containsExactly(
                        "WARN The driver could not tell (java.sql.SQLException: locked), and what depends on that"
                                + " runs unguarded: orders");
    }

    @Test
    void notAnalysed_withOptionPass_isSilent() {
        observer.warning(false, false).notAnalysed("FROB a", "NOT_PARSED");

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void notAnalysed_secondConnection_doesNotWarnAgain() {
        observer.warning(true, false).notAnalysed("FROB a", "NOT_PARSED");
        observer.warning(true, true).notAnalysed("FROB a", "NOT_PARSED");

        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void unguarded_withOptionPass_isForDebuggingOnly() {
        observer.unguarded(
                Samples.ORDERS, NoclobberObserver.NO_IMAGE, "UPDATE ORDERS SET A = 'secret' WHERE ID = 4711");
        observer.unguarded(null, "NOT_PARSED", "FROB 'secret'");

        assertThat(log.lines())
                .containsExactly(
                        "DEBUG A write to PUBLIC.ORDERS ran unguarded (NO_IMAGE): UPDATE ORDERS SET A = ? WHERE ID = ?",
                        "DEBUG A write to an unknown table ran unguarded (NOT_PARSED): FROB ?");
    }

    @Test
    void unguarded_withOptionWarn_warnsOnceForAShape() {
        Slf4jObserver warning = observer.warning(true, true);
        warning.unguarded(Samples.ORDERS, NoclobberObserver.NO_IMAGE, "UPDATE ORDERS SET A = 'secret' WHERE ID = 4711");
        warning.unguarded(Samples.ORDERS, NoclobberObserver.NO_IMAGE, "UPDATE ORDERS SET A = 'other' WHERE ID = 4712");
        warning.unguarded(Samples.ORDERS, "KEY_NOT_PINNED", "UPDATE ORDERS SET A = 1");

        assertThat(log.lines())
                .containsExactly(
                        "WARN A write to PUBLIC.ORDERS ran unguarded, because the row had not been read: UPDATE ORDERS SET A ="
                                + " ? WHERE ID = ?",
                        "DEBUG A write to PUBLIC.ORDERS ran unguarded (KEY_NOT_PINNED): UPDATE ORDERS SET A = ?");
    }

    @Test
    void otherEvents_whatWeAnswerFor_isWarnedOf() {
        observer.defect(Samples.ORDERS, "char(5) padding");
        observer.columnExcluded(new ColumnName(Samples.ORDERS, "GEO"), "type GEOMETRY");
        observer.columnExcluded(new ColumnName(Samples.ORDERS, "GEO"), "type GEOMETRY");
        observer.imagesDropped(7, "ROWS");
        observer.guarded(Samples.ORDERS);
        observer.held(Samples.ORDERS);

        assertThat(log.lines())
                .containsExactly(
                        "WARN The guard of PUBLIC.ORDERS did not work as it should: char(5) padding",
                        "WARN The column PUBLIC.ORDERS.GEO cannot be compared and is not guarded: type GEOMETRY",
                        "DEBUG 7 rows that had been read were forgotten (ROWS)");
    }

    @Test
    void rowVersionMissing_ofSeveralTables_isLoggedOnce() {
        observer.rowVersionMissing(Samples.ORDERS);
        observer.warning(true, true).rowVersionMissing(Samples.ORDERS);

        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARN compare=rowversion: the database keeps no version of the rows of PUBLIC.ORDERS");
    }

    @Test
    void events_logSilenced_writeNothing() {
        RecordingLog silent = new RecordingLog(Level.ERROR);
        Slf4jObserver quiet = new Slf4jObserver(silent, 3).warning(true, true);
        quiet.notAnalysed("FROB a", "NOT_PARSED");
        quiet.unguarded(Samples.ORDERS, NoclobberObserver.NO_IMAGE, "FROB a");
        quiet.refused(Samples.conflict(ConflictKind.UPDATED));
        quiet.connected(new ConnectionInfo("H2", "connection", ""));

        assertThat(silent.lines()).isEmpty();
    }
}
