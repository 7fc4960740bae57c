package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications that leave their results to the garbage collector are guarded, and need no more memory for that. */
class UnclosedResultTest {
    private static final String URL = "hsqldb:mem:unclosed";
    private static final int MANY = 1000;

    private Connection alice;
    private Connection bob;

    @BeforeEach
    void open() throws SQLException {
        alice = DriverManager.getConnection("jdbc:noclobber:" + URL, "SA", "");
        bob = DriverManager.getConnection("jdbc:" + URL, "SA", "");
        execute(bob, "DROP TABLE orders IF EXISTS");
        execute(bob, "CREATE TABLE orders (id INT PRIMARY KEY, status VARCHAR(20))");
        for (int id = 1; id <= MANY; id++) {
            execute(bob, "INSERT INTO orders VALUES (" + id + ", 'OPEN')");
        }
    }

    @AfterEach
    void close() throws SQLException {
        alice.close();
        bob.close();
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** Reads one row, and closes nothing. */
    private ResultSet read(int id) throws SQLException {
        ResultSet rows = alice.createStatement().executeQuery("SELECT id, status FROM orders WHERE id = " + id);
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString("status")).isEqualTo("OPEN");
        return rows;
    }

    @Test
    void results_neverClosed_areCollected() throws SQLException {
        List<WeakReference<ResultSet>> results = new ArrayList<>();
        for (int id = 1; id <= MANY; id++) {
            results.add(new WeakReference<>(read(id).unwrap(org.hsqldb.jdbc.JDBCResultSet.class)));
        }
        for (int i = 0; i < 50 && left(results) > MANY / 5; i++) {
            System.gc();
        }
        assertThat(left(results)).isLessThanOrEqualTo(MANY / 5);
    }

    private static long left(List<WeakReference<ResultSet>> results) {
        return results.stream().filter(result -> result.get() != null).count();
    }

    @Test
    void results_neverClosed_areGuarded() throws SQLException {
        for (int id = 1; id <= MANY; id++) {
            read(id);
        }
        System.gc();
        for (int id : List.of(1, 2, MANY / 2, MANY)) {
            execute(bob, "UPDATE orders SET status = 'THEIRS' WHERE id = " + id);
            assertThatThrownBy(() -> execute(alice, "UPDATE orders SET status = 'MINE' WHERE id = " + id))
                    .isInstanceOf(ConcurrencyConflictException.class);
        }
        assertThat(execute(alice, "UPDATE orders SET status = 'MINE' WHERE id = 3"))
                .isOne();
    }

    /** A result that has not been looked after for long is when its cursor moves on. */
    @Test
    void result_thatIsReadOnAfterManyOthers_isGuarded() throws SQLException {
        ResultSet all = alice.createStatement().executeQuery("SELECT id, status FROM orders ORDER BY id");
        assertThat(all.next()).isTrue();
        for (int id = MANY; id > MANY / 2; id--) {
            read(id);
        }
        assertThat(all.next()).isTrue();
        assertThat(all.getInt(1)).isEqualTo(2);
        execute(bob, "UPDATE orders SET status = 'THEIRS' WHERE id IN (1, 2)");

        for (int id = 1; id <= 2; id++) {
            String write = "UPDATE orders SET status = 'MINE' WHERE id = " + id;
            assertThatThrownBy(() -> execute(alice, write)).isInstanceOf(ConcurrencyConflictException.class);
        }
        all.close();
    }

    /** Own writes are told to results that are no longer held as well. */
    @Test
    void result_thatShowsARowAsItWasBeforeAnOwnWrite_isNotTakenForNews() throws SQLException {
        ResultSet all = alice.createStatement().executeQuery("SELECT id, status FROM orders ORDER BY id");
        assertThat(all.next()).isTrue();
        for (int id = MANY; id > MANY / 2; id--) {
            read(id);
        }
        execute(alice, "UPDATE orders SET status = 'MINE' WHERE id = 2");
        assertThat(all.next()).isTrue();
        assertThat(all.getString("status")).isEqualTo("OPEN");
        all.close();

        assertThat(execute(alice, "UPDATE orders SET status = 'MINE TOO' WHERE id = 2"))
                .isOne();
    }
}
