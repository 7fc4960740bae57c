package io.noclobber.conformance.sequence;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A procedure of databases whose procedures are written in Java. Public for their class loaders. */
public final class Remarks {
    private Remarks() {}

    /** For H2, which hands its connection over. */
    public static int add(Connection connection, int number) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO f_remark VALUES (?, 'called')")) {
            insert.setInt(1, number);
            return insert.executeUpdate();
        }
    }

    /** For Derby. */
    public static void call(int number) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:default:connection")) {
            add(connection, number);
        }
    }
}
