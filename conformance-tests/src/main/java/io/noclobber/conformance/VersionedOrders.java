package io.noclobber.conformance;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

/** A user who has version columns compared that nobody selects. */
public abstract class VersionedOrders extends Contract {
    static final String READ = "SELECT id, status FROM {orders} WHERE id = ?";
    static final String SAVE = "UPDATE {orders} SET status = ?, version = version + 1 WHERE id = ?";
    static final String THEIRS = "UPDATE {orders} SET note = 'theirs', version = version + 1 WHERE id = ?";
    static final String JOIN =
            "SELECT o.id, o.status, l.id AS line, l.amount FROM {orders} o JOIN {lines} l ON l.order_id = o.id";

    /** Whose versions are compared. */
    Session carol;

    @BeforeEach
    void create() throws SQLException {
        create(
                "orders",
                "id INT NOT NULL PRIMARY KEY, status VARCHAR(20), note VARCHAR(20), version INT DEFAULT 1 NOT NULL");
        bob.write("INSERT INTO {orders} (id, status, note, version) VALUES (1, 'OPEN', 'first', 1)");
        bob.write("INSERT INTO {orders} (id, status, note, version) VALUES (2, 'OPEN', 'second', 1)");
        create("lines", "id INT NOT NULL PRIMARY KEY, order_id INT, amount INT, version INT DEFAULT 1 NOT NULL");
        bob.write("INSERT INTO {lines} (id, order_id, amount, version) VALUES (11, 1, 5, 1)");
        carol = guarded("compare=version", "version=*.VERSION");
    }
}
