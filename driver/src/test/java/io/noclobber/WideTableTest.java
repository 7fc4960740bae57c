package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table of more columns than a guard may name: those beyond are compared on the locked row. */
class WideTableTest {
    private static final int COLUMNS = 510;

    @ParameterizedTest
    @CsvSource({"hsqldb:mem:wide, 1", "hsqldb:mem:wide, 510", "h2:mem:wide, 1", "h2:mem:wide, 510"})
    void anyColumnOfManyChanged_isRefused(String real, int column) throws SQLException {
        try (Connection driver = DriverManager.getConnection("jdbc:" + real);
                Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement bare = driver.createStatement();
                Statement guarded = connection.createStatement()) {
            bare.execute("CREATE TABLE WIDE (ID INT PRIMARY KEY, " + columns(number -> "C" + number + " INT DEFAULT 0")
                    + ")");
            bare.executeUpdate("INSERT INTO WIDE (ID) VALUES (1)");
            read(guarded);
            bare.executeUpdate("UPDATE WIDE SET C" + column + " = 1");

            assertThatThrownBy(() -> guarded.executeUpdate("UPDATE WIDE SET C2 = 2 WHERE ID = 1"))
                    .isInstanceOf(ConcurrencyConflictException.class);
            read(guarded);
            assertThat(guarded.executeUpdate("UPDATE WIDE SET C2 = 2 WHERE ID = 1"))
                    .isOne();
            bare.execute("DROP TABLE WIDE");
        }
    }

    private static String columns(IntFunction<String> each) {
        return IntStream.rangeClosed(1, COLUMNS).mapToObj(each).collect(Collectors.joining(", "));
    }

    private static void read(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM WIDE")) {
            assertThat(rows.next()).isTrue();
        }
    }
}
