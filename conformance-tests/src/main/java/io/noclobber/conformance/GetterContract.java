package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Engine;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever getter an application uses gives what that of the bare driver gives, and what it has given is remembered. */
public abstract class GetterContract extends Things {
    @Test
    @Tag(HOLDS_BARE)
    void getters_ofEveryKind_giveValueAndWasNullOfTheDriver() throws SQLException {
        same((session, notes) -> {
            for (Map.Entry<String, Getters.Getter> getter : Getters.all().entrySet()) {
                try (PreparedStatement read = session.prepare(ALL);
                        ResultSet rows = read.executeQuery()) {
                    while (rows.next()) {
                        for (int i = 1; i <= COLUMNS; i++) {
                            int column = i;
                            // what was null before a getter that the driver refuses is nobody's question
                            notes.note(getter.getKey() + " of " + i, () -> {
                                Object value = getter.getValue().of(rows, column);
                                boolean wasNull = rows.wasNull();
                                return Getters.content(value) + " " + wasNull;
                            });
                        }
                    }
                }
            }
        });
    }

    /** By whatever getter a row was read, it is remembered. Derby gives a large object once, and that is the application's. */
    @Test
    void getters_ofEveryKind_letTheRowBeRemembered() throws SQLException {
        List<Fetch> fetches = new ArrayList<>();
        bob.begin();
        for (String getter : Getters.all().keySet()) {
            for (String column : List.of("name", "raw", "body")) {
                fetches.add(new Fetch(10 + fetches.size(), getter, column));
                insert(9 + fetches.size(), "new");
            }
        }
        bob.commit();
        List<Fetch> read = new ArrayList<>();
        for (Fetch fetch : fetches) {
            if (reads(fetch)) {
                read.add(fetch);
            }
        }
        assertThat(read).as("values that the driver gives").hasSizeGreaterThan(10);
        for (Fetch fetch : read) {
            change(fetch.column(), fetch.id());
        }
        bob.commit();
        List<String> overwritten = new ArrayList<>();
        for (Fetch fetch : read) {
            Throwable thrown = AgentView.of(catchThrowable(() -> alice.write(WRITE, BigDecimal.ONE, fetch.id())));
            if (!(thrown instanceof ConcurrencyConflictException)) {
                overwritten.add(fetch.getter() + " of " + fetch.column() + (thrown == null ? "" : ": " + thrown));
            }
        }
        List<String> expected = engine() == Engine.DERBY
                ? List.of(
                        "getObject of body",
                        "getAsciiStream of body",
                        "getCharacterStream of body",
                        "getClob of body",
                        "getObject Clob of body")
                : List.of();
        assertThat(overwritten).as("changes that were overwritten").isEqualTo(expected);
    }

    /** One value of one row, read in one way. */
    private record Fetch(int id, String getter, String column) {}

    /** Whether the driver gives the value in that way. */
    private boolean reads(Fetch fetch) throws SQLException {
        try (PreparedStatement read = alice.prepare("SELECT id, " + fetch.column() + " FROM {things} WHERE id = ?")) {
            read.setInt(1, fetch.id());
            try (ResultSet rows = read.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return Getters.content(Getters.all().get(fetch.getter()).of(rows, 2)) != null;
            }
        } catch (SQLException | RuntimeException refused) {
            return false;
        }
    }
}
