package io.noclobber.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import org.junit.jupiter.api.Test;

class CaptureTest {

    @Test
    void largeObjects_areReadOut_whileTheRowIsThere() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:", "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "VALUES (CAST('text' AS CLOB), CAST(X'0102' AS BLOB), CAST(NULL AS CLOB))")) {
            assertThat(rows.next()).isTrue();

            assertThat(Capture.OBJECT.read(rows, 1)).isEqualTo("text");
            assertThat(Capture.OBJECT.read(rows, 2)).isEqualTo(new byte[] {1, 2});
            assertThat(Capture.OBJECT.read(rows, 3)).isNull();
        }
    }

    @Test
    void serializedObject_isNamed_whenItCannotBe() {
        ResultSet rows = (ResultSet) Proxy.newProxyInstance(
                ResultSet.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                (proxy, method, arguments) -> new Object());

        assertThatThrownBy(() -> Capture.SERIALIZED.read(rows, 1))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("java.lang.Object");
    }

    /** DuckDB's driver does so for a TIME of 24:00. */
    @Test
    void value_thatTheDriverCannotMakeAnObjectOf_isRefusedLikeAnyOther() {
        ResultSet rows = (ResultSet) Proxy.newProxyInstance(
                ResultSet.class.getClassLoader(), new Class<?>[] {ResultSet.class}, (proxy, method, arguments) -> {
                    throw new DateTimeException("hour 24");
                });

        assertThatThrownBy(() -> Capture.LOCAL_TIME.read(rows, 1))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("hour 24")
                .hasCauseInstanceOf(DateTimeException.class);
    }

    @Test
    void sameValue_isDecidedByContent() {
        ColumnRule rule = ColumnRule.lockedRow(Capture.BYTES);

        assertThat(rule.same(new byte[] {1}, new byte[] {1})).isTrue();
        assertThat(rule.same(new byte[] {1}, new byte[] {1, 0})).isFalse();
        assertThat(rule.same(null, new byte[0])).isFalse();
        assertThat(rule.same(null, null)).isTrue();
    }
}
