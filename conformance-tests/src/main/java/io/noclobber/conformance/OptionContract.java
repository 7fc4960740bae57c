package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The options that say what becomes of a statement as a whole, and how a conflict looks. */
public abstract class OptionContract extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    private void changeAfterReadBy(Session reader) throws SQLException {
        readOrder(reader, 1);
        bob.write(SET_STATUS, "SHIPPED", 1);
    }

    @Test
    @Tag(HOLDS_BARE)
    void modeOff_rowChanged_isOverwritten() throws SQLException {
        Session carol = guarded("mode=off");
        changeAfterReadBy(carol);

        assertThat(carol.write(SET_STATUS, "CANCELLED", 1)).isOne();
        assertThat(status(1)).isEqualTo("CANCELLED");
    }

    @Test
    void modeEnforce_rowChanged_isRefused() throws SQLException {
        Session carol = guarded("mode=enforce");
        changeAfterReadBy(carol);

        refused(() -> carol.write(SET_STATUS, "CANCELLED", 1));
    }

    @Test
    @Tag(HOLDS_BARE)
    void noImagePass_rowNeverRead_isWritten() throws SQLException {
        assertThat(guarded("noImage=pass").write(SET_STATUS, "CANCELLED", 1)).isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void noImageWarn_rowNeverRead_isWritten() throws SQLException {
        assertThat(guarded("noImage=warn").write(SET_STATUS, "CANCELLED", 1)).isOne();
    }

    @Test
    void noImageRefuse_rowNeverRead_fails() throws SQLException {
        Session carol = guarded("noImage=refuse");

        assertThat(AgentView.of(catchThrowable(() -> carol.write(SET_STATUS, "CANCELLED", 1))))
                .isNotInstanceOf(ConcurrencyConflictException.class)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("NC003"));

        assertThat(status(1)).isEqualTo("OPEN");
    }

    @Test
    @Tag(HOLDS_BARE)
    void noImageRefuse_rowRead_isWritten() throws SQLException {
        Session carol = guarded("noImage=refuse");
        readOrder(carol, 1);

        assertThat(carol.write(SET_STATUS, "CANCELLED", 1)).isOne();
        assertThat(carol.write(SET_STATUS, "OPEN", 1)).isOne();
    }

    /** A text that no parser understands, and that the database refuses. */
    private static final String UNPARSED = "UPDATE {orders} SET SET status = 'X' WHERE id = 1";

    @Test
    @Tag(HOLDS_BARE)
    void unparsedPass_statement_reachesTheDatabase() throws SQLException {
        SQLException bare = (SQLException) catchThrowable(() -> bob.writePlain(UNPARSED));
        Session carol = guarded("unparsed=pass");

        assertThatThrownBy(() -> carol.writePlain(UNPARSED)).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(plain(e)).isEqualTo(plain(bare));
            assertThat(e.getSQLState()).isEqualTo(bare.getSQLState());
        });
    }

    @Test
    @Tag(HOLDS_BARE)
    void unparsedWarn_statement_reachesTheDatabase() throws SQLException {
        SQLException bare = (SQLException) catchThrowable(() -> bob.writePlain(UNPARSED));
        Session carol = guarded("unparsed=warn");

        assertThatThrownBy(() -> carol.writePlain(UNPARSED))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(plain(e)).isEqualTo(plain(bare)));
    }

    @Test
    void unparsedRefuse_statement_neverReachesTheDatabase() throws SQLException {
        SQLException bare = (SQLException) catchThrowable(() -> bob.writePlain(UNPARSED));
        Session carol = guarded("unparsed=refuse");

        assertThatThrownBy(() -> carol.writePlain(UNPARSED)).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(plain(e)).isNotEqualTo(plain(bare));
            assertThat(e.getSQLState()).isEqualTo("NC003");
        });
        readOrder(carol, 1);
    }

    @Test
    void states_configured_areThoseOfTheException() throws SQLException {
        Session carol = guarded("changedState=C0001", "deletedState=C0002");
        changeAfterReadBy(carol);
        readOrder(carol, 2);
        bob.write("DELETE FROM {orders} WHERE id = 2");

        assertThat(refused(() -> carol.write(SET_STATUS, "CANCELLED", 1)).getSQLState())
                .isEqualTo("C0001");
        assertThat(refused(() -> carol.write(SET_STATUS, "CANCELLED", 2)).getSQLState())
                .isEqualTo("C0002");
    }

    @Test
    void messageValuesFalse_message_holdsNoValue() throws SQLException {
        Session carol = guarded("messageValues=false");
        changeAfterReadBy(carol);

        assertThat(refused(() -> carol.write(SET_STATUS, "CANCELLED", 1)).getMessage())
                .doesNotContain("OPEN", "SHIPPED", "CANCELLED")
                .containsIgnoringCase("status");
    }

    @Test
    void redact_message_masksTheValue() throws SQLException {
        Session carol = guarded("redact={orders}.status");
        changeAfterReadBy(carol);

        ConcurrencyConflictException conflict = refused(() -> carol.write(SET_STATUS, "CANCELLED", 1));

        assertThat(conflict.getMessage()).doesNotContain("OPEN", "SHIPPED", "CANCELLED");
        assertThat(conflict.getConflicts().get(0).columns())
                .anySatisfy(diff -> assertThat(diff.current()).hasToString("SHIPPED"));
    }

    @Test
    void messageLength_longValue_isCut() throws SQLException {
        Session carol = guarded("messageLength=10");
        readOrder(carol, 1);
        bob.write("UPDATE {orders} SET note = 'a note that is rather long' WHERE id = 1");

        assertThat(refused(() -> carol.write(SET_STATUS, "CANCELLED", 1)).getMessage())
                .containsIgnoringCase("note: was 'first', is now 'a note tha")
                .doesNotContain("rather");
    }

    @Test
    void helpText_message_endsWithIt() throws SQLException {
        Session carol = guarded("helpText=Questions? Call 4711.");
        changeAfterReadBy(carol);

        assertThat(refused(() -> carol.write(SET_STATUS, "CANCELLED", 1)).getMessage())
                .endsWith("Questions? Call 4711.");
    }

    /** Of the URL only: a data source has no setter for it. */
    @Test
    @Tag(HOLDS_BARE)
    void unknownOption_connect_failsAndNamesTheNearest() {
        String url = setting().database().url("noclobber[comparre=read]:");

        assertThatThrownBy(() -> DriverManager.getConnection(url))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("comparre")
                .hasMessageContaining("compare");
    }

    @Test
    void invalidOption_isRefusedWithTheRule() {
        AgentView.notWithAgent("the agent says it and leaves the connection as it is");
        Throwable thrown = catchThrowable(() -> guarded("mode=sometimes"));

        // by the driver when it connects, by the data source as soon as it is set
        assertThat(thrown)
                .isInstanceOfAny(SQLException.class, IllegalArgumentException.class)
                .hasMessageContaining("mode")
                .hasMessageContaining("sometimes")
                .hasMessageContaining("enforce");
    }

    /** The message without the number of the connection. */
    private static String plain(SQLException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\(conn=\\d+\\)", "");
    }
}
