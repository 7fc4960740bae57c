package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two cursors of one connection stand on the same row: to either, what the other has written is no change of somebody else's. */
@ExtendWith(UpdatableCursorsOnly.class)
public abstract class TwoCursorsContract extends UpdatableCursors {
    /** Some databases refuse the second write, others write what the second cursor still shows; whichever, it is so through noclobber. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag(HOLDS_BARE)
    void row_writtenByBoth_isWrittenAsTheBareDriverWritesIt(boolean autoCommit) throws SQLException {
        List<List<String>> lines = new ArrayList<>();
        for (Session session : List.of(bare(), alice)) {
            bob.write(
                    "UPDATE {orders} SET status = 'OPEN', amount = ?, note = 'first' WHERE id = 1",
                    new BigDecimal("10.00"));
            session.connection().setAutoCommit(autoCommit);
            Notes notes = new Notes();
            ResultSet one = open(session, ResultSet.TYPE_SCROLL_INSENSITIVE, " WHERE id = 1");
            ResultSet other = open(session, ResultSet.TYPE_SCROLL_INSENSITIVE, " WHERE id = 1");
            notes.note("shown", () -> one.getString("status") + " " + other.getString("status"));
            notes.done("one writes", () -> update(one, "ONE"));
            notes.done("the other writes", () -> {
                other.updateInt("amount", 5);
                other.updateRow();
            });
            if (engine() != Engine.HSQLDB) { // where a third write finds the row twice, bare
                notes.done("one writes again", () -> {
                    one.updateString("note", "again");
                    one.updateRow();
                });
            }
            closeStatements();
            statements.clear();
            session.begin(); // also in autocommit mode HSQLDB keeps locks after a write that it has refused
            session.commit();
            notes.note("stored", () -> bob.read("SELECT status, amount, note FROM {orders} WHERE id = 1"));
            lines.add(notes.lines());
        }
        Notes.assertSame(lines.get(0), lines.get(1));
    }
}
