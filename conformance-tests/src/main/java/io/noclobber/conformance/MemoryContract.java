package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is remembered has its limits, each of which is counted; a connection that only reads remembers nothing. */
public abstract class MemoryContract extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    private long dropped(String reason) {
        return counts().imagesDropped().getOrDefault(reason, 0L);
    }

    private void changeRowOne() throws SQLException {
        bob.write(SET_STATUS, "SHIPPED", 1);
    }

    @Test
    void imageRows_moreRowsRead_forgetsTheFirstAndCountsIt() throws SQLException {
        long before = dropped("ROWS");
        Session carol = guarded("imageRows=1");
        readOrder(carol, 1);
        readOrder(carol, 2);
        changeRowOne();

        assertThat(carol.write(SET_STATUS, "CANCELLED", 1)).isOne();
        assertThat(dropped("ROWS")).isGreaterThan(before);
    }

    @Test
    void imageBytes_moreRead_forgetsTheFirstAndCountsIt() throws SQLException {
        long before = dropped("BYTES");
        Session carol = guarded("imageBytes=400");
        readOrder(carol, 1);
        readOrder(carol, 2);
        changeRowOne();

        assertThat(carol.write(SET_STATUS, "CANCELLED", 1)).isOne();
        assertThat(dropped("BYTES")).isGreaterThan(before);
        bob.write(SET_STATUS, "SHIPPED", 2);
        refused(() -> carol.write(SET_STATUS, "CANCELLED", 2));
    }

    @Test
    void imageAge_over_forgetsAndCountsIt() throws SQLException, InterruptedException {
        long before = dropped("AGE");
        Session carol = guarded("imageAge=20ms");
        readOrder(carol, 1);
        Thread.sleep(60);
        changeRowOne();

        assertThat(carol.write(SET_STATUS, "CANCELLED", 1)).isOne();
        assertThat(dropped("AGE")).isGreaterThan(before);
    }

    @Test
    void imageAge_notOver_rowChanged_isRefused() throws SQLException {
        Session carol = guarded("imageAge=1h");
        readOrder(carol, 1);
        changeRowOne();

        refused(() -> carol.write(SET_STATUS, "CANCELLED", 1));
    }

    /** Whether the database lets a connection that is open say so. */
    private boolean setsReadOnly() throws SQLException {
        SQLException bare = (SQLException) catchThrowable(() -> bob.connection().setReadOnly(true));
        SQLException ours =
                (SQLException) catchThrowable(() -> alice.connection().setReadOnly(true));
        assertThat(ours == null).isEqualTo(bare == null);
        if (bare == null) {
            bob.connection().setReadOnly(false);
            alice.connection().setReadOnly(false);
        }
        return bare == null;
    }

    @Test
    @Tag(HOLDS_BARE)
    void readOnlyConnection_read_isNotRemembered() throws SQLException {
        if (!setsReadOnly()) {
            return;
        }
        alice.connection().setReadOnly(true);
        readOrder(alice, 1);
        alice.connection().setReadOnly(false);
        changeRowOne();

        assertThat(alice.write(SET_STATUS, "CANCELLED", 1)).isOne();
    }

    @Test
    void readOnlyConnection_readAfterwards_isRemembered() throws SQLException {
        if (setsReadOnly()) {
            alice.connection().setReadOnly(true);
            readOrder(alice, 2);
            alice.connection().setReadOnly(false);
        }
        readOrder(alice, 1);
        changeRowOne();

        refused(() -> alice.write(SET_STATUS, "CANCELLED", 1));
    }

    @Test
    void readOnlyConnection_whatWasReadBefore_isRemembered() throws SQLException {
        readOrder(alice, 1);
        if (setsReadOnly()) {
            alice.connection().setReadOnly(true);
            readOrder(alice, 2);
            alice.connection().setReadOnly(false);
        }
        changeRowOne();

        refused(() -> alice.write(SET_STATUS, "CANCELLED", 1));
    }
}
