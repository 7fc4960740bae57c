package io.noclobber.conformance.demo;

import io.noclobber.conformance.database.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/** The tables of the order-entry application, with one order in them. */
final class OrderTables {
    static final int ORDER = 4711;
    static final int LINE = 2;

    private static final List<String> NAMES = List.of("ORDER_LINE", "ORDERS");
    private static final List<String> CREATION = List.of(
            "CREATE TABLE ORDERS (ID INTEGER NOT NULL PRIMARY KEY, CUSTOMER VARCHAR(40) NOT NULL,"
                    + " STATUS VARCHAR(10) NOT NULL, SHIP_TO VARCHAR(60), ORDERED_AT TIMESTAMP NOT NULL,"
                    + " TOTAL DECIMAL(10,2) NOT NULL, REMARKS VARCHAR(200))",
            "CREATE TABLE ORDER_LINE (ORDER_ID INTEGER NOT NULL, LINE_NO INTEGER NOT NULL,"
                    + " ARTICLE VARCHAR(40) NOT NULL, QUANTITY INTEGER NOT NULL, PRIMARY KEY (ORDER_ID, LINE_NO),"
                    + " FOREIGN KEY (ORDER_ID) REFERENCES ORDERS (ID))",
            "INSERT INTO ORDERS VALUES (4711, 'Hartley & Sons', 'OPEN', '" + Story.LEEDS
                    + "', '2005-03-14 10:31:00', 1249.50, NULL)",
            "INSERT INTO ORDER_LINE VALUES (4711, 1, 'Hinge, brass', 40)",
            "INSERT INTO ORDER_LINE VALUES (4711, 2, 'Door, oak', " + Story.FEW + ")");

    private OrderTables() {}

    /** Creates the tables anew. */
    static void create(Database database) throws SQLException {
        drop(database);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String text : CREATION) {
                statement.execute(text);
            }
        }
    }

    static void drop(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String name : NAMES) {
                if (exists(connection, name)) {
                    statement.execute("DROP TABLE " + name);
                }
            }
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        boolean lower = connection.getMetaData().storesLowerCaseIdentifiers();
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(
                        connection.getCatalog(),
                        connection.getSchema(),
                        lower ? name.toLowerCase(Locale.ROOT) : name,
                        null)) {
            return tables.next();
        }
    }
}
