package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** Triggers that change rows behind the application's back, in the words of each database. */
final class Triggers {
    private Triggers() {}

    /** Each update of a row of {@code {docs}} adds one to its {@code version}. */
    static void countVersions(Engine engine, Session session, Consumer<String> cleanUp) throws SQLException {
        run(
                session,
                switch (engine) {
                    case HSQLDB, HSQLDB_MVCC ->
                        List.of("CREATE TRIGGER {docs_t} BEFORE UPDATE ON {docs} REFERENCING NEW ROW AS fresh"
                                + " FOR EACH ROW BEGIN ATOMIC SET fresh.version = fresh.version + 1; END");
                    case H2, STRANGER ->
                        List.of("CREATE TRIGGER {docs_t} BEFORE UPDATE ON {docs} FOR EACH ROW CALL '"
                                + H2VersionTrigger.class.getName() + "'");
                    case DERBY ->
                        List.of("CREATE TRIGGER {docs_t} AFTER UPDATE OF title ON {docs} REFERENCING NEW AS fresh"
                                + " FOR EACH ROW UPDATE {docs} SET version = version + 1 WHERE id = fresh.id");
                    case SQLITE ->
                        List.of("CREATE TRIGGER {docs_t} AFTER UPDATE OF title ON {docs}"
                                + " BEGIN UPDATE {docs} SET version = version + 1 WHERE id = NEW.id; END");
                    case DUCKDB ->
                        List.of("CREATE TRIGGER {docs_t} BEFORE UPDATE ON {docs} FOR EACH ROW"
                                + " UPDATE {docs} SET version = version + 1");
                    case POSTGRESQL_14, POSTGRESQL_18 ->
                        List.of(
                                "CREATE FUNCTION {docs_f}() RETURNS trigger LANGUAGE plpgsql AS"
                                        + " 'BEGIN NEW.version := NEW.version + 1; RETURN NEW; END'",
                                "CREATE TRIGGER {docs_t} BEFORE UPDATE ON {docs}"
                                        + " FOR EACH ROW EXECUTE FUNCTION {docs_f}()");
                    case MARIADB, MYSQL_56, IGNITE ->
                        List.of("CREATE TRIGGER {docs_t} BEFORE UPDATE ON {docs}"
                                + " FOR EACH ROW SET NEW.version = NEW.version + 1");
                    case FIREBIRD ->
                        List.of("CREATE TRIGGER {docs_t} FOR {docs} BEFORE UPDATE AS"
                                + " BEGIN NEW.version = NEW.version + 1; END");
                });
        if (engine.isPostgres()) {
            cleanUp.accept("DROP FUNCTION {docs_f}() CASCADE");
        }
    }

    /** Each insert into {@code {remarks}} changes {@code version} of a row of {@code {docs}}. */
    static void touchOnInsert(Engine engine, Session session, Consumer<String> cleanUp) throws SQLException {
        String touch = "UPDATE {docs} SET version = version + 100 WHERE id = ";
        run(
                session,
                switch (engine) {
                    case HSQLDB, HSQLDB_MVCC ->
                        List.of("CREATE TRIGGER {remarks_t} AFTER INSERT ON {remarks} REFERENCING NEW ROW AS fresh"
                                + " FOR EACH ROW BEGIN ATOMIC " + touch + "fresh.doc; END");
                    case H2, STRANGER ->
                        List.of("CREATE TRIGGER {remarks_t} AFTER INSERT ON {remarks} FOR EACH ROW CALL '"
                                + H2TouchTrigger.class.getName() + "'");
                    case DERBY ->
                        List.of("CREATE TRIGGER {remarks_t} AFTER INSERT ON {remarks} REFERENCING NEW AS fresh"
                                + " FOR EACH ROW " + touch + "fresh.doc");
                    case SQLITE ->
                        List.of("CREATE TRIGGER {remarks_t} AFTER INSERT ON {remarks} BEGIN " + touch + "NEW.doc; END");
                    case DUCKDB ->
                        List.of("CREATE TRIGGER {remarks_t} AFTER INSERT ON {remarks} REFERENCING NEW TABLE AS fresh"
                                + " FOR EACH STATEMENT UPDATE {docs} SET version = version + 100"
                                + " WHERE id IN (SELECT doc FROM fresh)");
                    case POSTGRESQL_14, POSTGRESQL_18 ->
                        List.of(
                                "CREATE FUNCTION {remarks_f}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN " + touch
                                        + "NEW.doc; RETURN NULL; END'",
                                "CREATE TRIGGER {remarks_t} AFTER INSERT ON {remarks}"
                                        + " FOR EACH ROW EXECUTE FUNCTION {remarks_f}()");
                    case MARIADB, MYSQL_56, IGNITE ->
                        List.of("CREATE TRIGGER {remarks_t} AFTER INSERT ON {remarks} FOR EACH ROW " + touch
                                + "NEW.doc");
                    case FIREBIRD ->
                        List.of("CREATE TRIGGER {remarks_t} FOR {remarks} AFTER INSERT AS BEGIN " + touch
                                + "NEW.doc; END");
                });
        if (engine.isPostgres()) {
            cleanUp.accept("DROP FUNCTION {remarks_f}() CASCADE");
        }
    }

    private static void run(Session session, List<String> texts) throws SQLException {
        for (String text : texts) {
            session.writePlain(text);
        }
    }
}
