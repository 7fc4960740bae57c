package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conformance.database.Trait;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A write is guarded however it is spelled and executed, and its text stays as it was. */
public abstract class TextContract extends Contract {

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE {orders} SET status = 'X' WHERE id = 1",
                "update {orders} set status='X' where id=1",
                "  UPDATE\n\t{orders}\nSET status\n= 'X'\nWHERE\nid\n=\n1\n",
                "UPDATE {orders} SET status = 'X' WHERE (id = 1)",
                "UPDATE {orders} SET status = 'X' WHERE ((id) = (1))",
                "UPDATE {orders} SET status = 'X' WHERE 1 = id",
                "UPDATE {orders} SET status = 'X' WHERE id IN (1)",
                "UPDATE {orders} SET status = 'X' WHERE id = 1 AND status IS NOT NULL",
                "UPDATE {orders} SET status = 'X' WHERE status LIKE '%' AND id = 1",
                "UPDATE {orders} SET status = 'X' WHERE id = 1 AND (status = 'nothing' OR amount > 0)",
                "UPDATE {orders} SET status = 'X' WHERE NOT status = 'nothing' AND id = 1",
                "/* who */ UPDATE /* what */ {orders} SET status = 'X' /* id = 2 */ WHERE id = 1",
                "UPDATE {orders} SET status = 'X' -- WHERE id = 2\n WHERE id = 1",
                "UPDATE {orders} SET status = 'X' WHERE id = 1 -- the end",
                "UPDATE {orders} SET status = 'X' WHERE id = 1 /* the end */",
                "UPDATE /*+ INDEX(orders pk) */ {orders} SET status = 'X' WHERE id = 1",
                "UPDATE {orders} SET status = 'it''s WHERE id = 2 --' WHERE id = 1",
                "UPDATE {orders} SET status = '?', note = '/*' WHERE id = 1",
                "UPDATE {orders} SET status = CASE WHEN amount > 5 THEN 'X' ELSE 'Y' END WHERE id = 1",
                "UPDATE {orders} SET status = (SELECT MAX(status) FROM {other} WHERE id = 2) WHERE id = 1",
                "UPDATE {orders} SET status = 'X' WHERE id = 1 AND EXISTS (SELECT 1 FROM {other} WHERE id = 2)",
                "UPDATE {orders} o SET status = 'X' WHERE o.id = 1",
                "UPDATE {orders} AS o SET status = 'X' WHERE o.id = 1",
                "UPDATE {orders} SET status = 'X' WHERE {orders}.id = 1",
                "UPDATE {orders} SET status = 'X' WHERE id = 1;",
                "UPDATE {orders} SET (status, note) = ('X', 'y') WHERE id = 1",
                "DELETE FROM {orders} WHERE id = 1",
                "DELETE FROM {orders} WHERE id = 1 -- gone",
                "DELETE FROM {orders} o WHERE o.id = 1",
                "delete from {orders} where amount > 0 and id = 1"
            })
    void plainText_anySpelling_isGuarded(String text) throws SQLException {
        assertGuarded(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE {orders} SET status = 'X' WHERE id = 1 LIMIT 1",
                "UPDATE {orders} SET status = 'X' WHERE id = 1 ORDER BY id LIMIT 1"
            })
    void plainText_limitedToTheRowThatTheKeyPins_isGuarded(String text) throws SQLException {
        assertGuarded(text);
    }

    private void assertGuarded(String text) throws SQLException {
        create("other", "id INT NOT NULL PRIMARY KEY, status VARCHAR(20)");
        bob.write("INSERT INTO {other} (id, status) VALUES (2, 'X')");
        bob.begin();
        SQLException refusal = (SQLException) catchThrowable(() -> bob.writePlain(text));
        bob.rollback();
        bob.connection().setAutoCommit(true);
        readOrder(alice, 1);
        if (refusal != null) {
            assertThatThrownBy(() -> alice.writePlain(text))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(refusal.getSQLState()));
            return;
        }
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        refused(() -> alice.writePlain(text));
        refused(() -> alice.write(text));
        assertThat(status(1)).isEqualTo("OPEN");

        readOrder(alice, 1);
        assertThat(alice.writePlain(text)).isOne();
    }

    @Test
    void parameters_beforeAndBehindTheKey_keepTheirPlaces() throws SQLException {
        readOrder(alice, 1);
        assertThat(alice.write(
                        "UPDATE {orders} SET status = ?, note = ? WHERE status = ? AND id = ? AND note <> ?",
                        "A",
                        "first too",
                        "OPEN",
                        1,
                        "other"))
                .isOne();
        assertThat(bob.read("SELECT status, note FROM {orders} WHERE id = 1"))
                .containsExactly(List.of("A", "first too"));
        bob.write("UPDATE {orders} SET amount = 1.00 WHERE id = 1");

        refused(() -> alice.write(
                "UPDATE {orders} SET note = ? WHERE (status = ? OR status = ?) AND id = ? AND note <> ?",
                "late",
                "A",
                "B",
                1,
                "x"));
    }

    @Test
    void quotedNames_areGuarded() throws SQLException {
        String q = bob.connection().getMetaData().getIdentifierQuoteString();
        String table = q + "{Mixed} Case" + q;
        String id = q + "the Id" + q;
        String where = " WHERE " + id + " = 1";
        bob.writePlain("CREATE TABLE " + table + " (" + id + " INT NOT NULL PRIMARY KEY, " + q + "where" + q
                + " VARCHAR(20), plain INT)" + engine().tableOptions());
        cleanUp("DROP TABLE " + table);
        bob.writePlain("INSERT INTO " + table + " VALUES (1, 'here', 0)");
        alice.read("SELECT " + id + ", " + q + "where" + q + ", plain FROM " + table);
        bob.writePlain("UPDATE " + table + " SET plain = 1");

        refused(() -> alice.write("UPDATE " + table + " SET " + q + "where" + q + " = ?" + where, "there"));
        alice.read("SELECT * FROM " + table);
        assertThat(alice.write("UPDATE " + table + " SET " + q + "where" + q + " = ?" + where, "there"))
                .isOne();
    }

    /** A name that can do without quotes stays as it is. */
    private String quoted(String name) throws SQLException {
        String quote = alice.connection().getMetaData().getIdentifierQuoteString();
        return name.matches("\\w+") ? name : quote + name.replace(quote, quote + quote) + quote;
    }

    @Test
    void qualifiedName_isTheSameTable() throws SQLException {
        if (!does(Trait.QUALIFIED_TABLES)) {
            assertThat(alice.connection().getMetaData().supportsSchemasInTableDefinitions())
                    .isFalse();
            assertThat(alice.connection().getMetaData().supportsCatalogsInTableDefinitions())
                    .isFalse();
            return;
        }
        String schema = alice.connection().getSchema();
        String qualifier = schema == null ? alice.connection().getCatalog() : schema;
        String name = quoted(qualifier == null ? "main" : qualifier) + ".{orders}";
        readOrder(alice, 1);
        bob.write("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");

        refused(() -> alice.write("UPDATE " + name + " SET status = 'MINE' WHERE id = ?", 1));
        alice.read("SELECT id, status FROM " + name);
        assertThat(alice.write("UPDATE {orders} SET status = 'MINE' WHERE id = ?", 1))
                .isOne();
    }

    @Test
    void updateReturning_isGuarded() throws SQLException {
        String text = "UPDATE {orders} SET status = ? WHERE id = ? RETURNING id, status";
        readOrder(alice, 1);
        if (!does(Trait.UPDATE_RETURNING)) {
            assertThatThrownBy(() -> alice.read(text, "MINE", 1)).isInstanceOf(SQLException.class);
            return;
        }
        assertThat(alice.read(text, "MINE", 1)).containsExactly(List.of("1", "MINE"));
        if (!does(Trait.COUNTED_RETURNING)) {
            assertThat(alice.write("UPDATE {orders} SET status = 'NEXT' WHERE id = 1"))
                    .as("the write after one that could not be guarded")
                    .isOne();
            return;
        }
        assertThat(alice.read(text, "AGAIN", 1)).containsExactly(List.of("1", "AGAIN"));
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        refused(() -> alice.read(text, "LATE", 1));
        refused(() -> alice.readPlain("UPDATE {orders} SET status = 'LATE' WHERE id = 1 RETURNING *"));
        assertThat(status(1)).isEqualTo("AGAIN");
    }

    @Test
    void deleteReturning_isGuarded() throws SQLException {
        String text = "DELETE FROM {orders} WHERE id = ? RETURNING id, status";
        readOrder(alice, 1);
        if (!queriesGiveRowsOf(Trait.DELETE_RETURNING)) {
            assertThatThrownBy(() -> alice.read(text, 1)).isInstanceOf(SQLException.class);
            return;
        }
        if (!does(Trait.COUNTED_RETURNING)) {
            assertThat(alice.read(text, 1)).containsExactly(List.of("1", "OPEN"));
            return;
        }
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        refused(() -> alice.read(text, 1));
        readOrder(alice, 1);
        assertThat(alice.read(text, 1)).containsExactly(List.of("1", "OPEN"));
    }

    @Test
    @Tag(HOLDS_BARE)
    void rowsReturnedByWritesOfSeveral_areStored() throws SQLException {
        // Firebird returns one row at most
        if (queriesGiveRowsOf(Trait.UPDATE_RETURNING) && does(Trait.COUNTED_RETURNING)) {
            assertThat(alice.read("UPDATE {orders} SET status = 'MINE' WHERE id IN (1, 2) RETURNING status"))
                    .containsExactly(List.of("MINE"), List.of("MINE"));
            assertThat(List.of(status(1), status(2))).containsExactly("MINE", "MINE");
        }
        if (queriesGiveRowsOf(Trait.DELETE_RETURNING)) {
            assertThat(alice.read("DELETE FROM {orders} WHERE id > 1 AND id < 3 RETURNING id"))
                    .containsExactly(List.of("2"));
            assertThat(bob.read("SELECT id FROM {orders} WHERE id = 2")).isEmpty();
        } else {
            assertThatThrownBy(() -> alice.read("DELETE FROM {orders} WHERE id > 1 AND id < 3 RETURNING id"))
                    .isInstanceOf(SQLException.class);
        }
    }

    /** MySQL's own driver takes no write for a query, whatever it returns. */
    private boolean queriesGiveRowsOf(Trait returning) throws SQLException {
        String driver = bob.connection().getMetaData().getDriverName();
        return does(returning) && !driver.contains("MySQL Connector");
    }

    /** A way to execute a write. */
    enum Form {
        EXECUTE {
            @Override
            long run(Statement statement, String text) throws SQLException {
                assertThat(statement.execute(text)).isFalse();
                return count(statement);
            }
        },
        EXECUTE_UPDATE {
            @Override
            long run(Statement statement, String text) throws SQLException {
                return statement.executeUpdate(text);
            }
        },
        EXECUTE_LARGE_UPDATE {
            @Override
            long run(Statement statement, String text) throws SQLException {
                return statement.executeLargeUpdate(text);
            }
        },
        EXECUTE_WITH_KEYS {
            @Override
            long run(Statement statement, String text) throws SQLException {
                assertThat(statement.execute(text, Statement.NO_GENERATED_KEYS)).isFalse();
                return count(statement);
            }
        },
        EXECUTE_UPDATE_WITH_KEYS {
            @Override
            long run(Statement statement, String text) throws SQLException {
                return statement.executeUpdate(text, Statement.NO_GENERATED_KEYS);
            }
        };

        abstract long run(Statement statement, String text) throws SQLException;

        static long count(Statement statement) throws SQLException {
            long count = statement.getUpdateCount();
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            return count;
        }
    }

    @ParameterizedTest
    @EnumSource
    void plainStatement_anyForm_isGuarded(Form form) throws SQLException {
        String text = alice.sql("UPDATE {orders} SET status = 'MINE' WHERE id = 1");
        readOrder(alice, 1);
        try (Statement statement = alice.connection().createStatement()) {
            assertThat(form.run(statement, text)).isOne();
            assertThat(form.run(statement, text)).isOne();
            bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");
            refused(() -> form.run(statement, text));
            try (ResultSet rows = statement.executeQuery(alice.sql("SELECT * FROM {orders} WHERE id = 1"))) {
                assertThat(rows.next()).isTrue();
            }
            assertThat(form.run(statement, text)).isOne();
        }
    }

    @Test
    void preparedStatement_anyForm_isGuarded() throws SQLException {
        readOrder(alice, 1);
        try (PreparedStatement update = alice.prepare("UPDATE {orders} SET status = ? WHERE id = ?")) {
            Session.bind(update, "A", 1);
            assertThat(update.execute()).isFalse();
            assertThat(Form.count(update)).isOne();
            assertThat(update.executeUpdate()).isOne();
            assertThat(update.executeLargeUpdate()).isOne();
            bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");
            refused(update::execute);
            refused(update::executeUpdate);
            refused(update::executeLargeUpdate);
            readOrder(alice, 1);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    @Test
    void statements_usedManyTimes_stayGuarded() throws SQLException {
        try (PreparedStatement read = alice.prepare("SELECT id, status, amount, note FROM {orders} WHERE id = ?");
                PreparedStatement write = alice.prepare("UPDATE {orders} SET status = ?, amount = ? WHERE id = ?")) {
            for (int i = 0; i < 24; i++) {
                int id = 1 + i % 2;
                read.setInt(1, id);
                try (ResultSet rows = read.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(2)).isNotNull();
                }
                Session.bind(write, "run " + i, new BigDecimal(i + ".25"), id);
                if (i % 6 == 5) {
                    bob.write("UPDATE {orders} SET note = ? WHERE id = ?", "theirs " + i, id);
                    refused(write::executeUpdate);
                } else {
                    assertThat(write.executeUpdate()).isOne();
                }
            }
        }
    }

    @Test
    @Tag(HOLDS_BARE)
    void clearedParameters_failAsWithTheBareDriver() throws SQLException {
        readOrder(alice, 1);
        try (PreparedStatement update = alice.prepare("UPDATE {orders} SET status = ? WHERE id = ?")) {
            Session.bind(update, "A", 1);
            assertThat(update.executeUpdate()).isOne();
            update.clearParameters();
            Session.bind(update, "B", 1);
            assertThat(update.executeUpdate()).isOne();
        }
        assertThat(status(1)).isEqualTo("B");
    }
}
