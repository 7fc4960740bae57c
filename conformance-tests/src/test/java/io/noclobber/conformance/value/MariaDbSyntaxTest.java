package io.noclobber.conformance.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.dialect.Dialect;
import io.noclobber.dialect.Dialects;
import io.noclobber.row.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class MariaDbSyntaxTest {

    @Test
    void sqlMode_decidesWhatQuotesAndBackslashesMean() throws SQLException {
        try (Connection connection = Engine.MARIADB.database().connect();
                Statement statement = connection.createStatement()) {
            Dialect dialect = Dialects.of(connection);

            statement.execute("SET sql_mode = ''");
            SqlSyntax plain = dialect.syntax(connection);
            statement.execute("SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'");
            SqlSyntax ansi = dialect.syntax(connection);

            assertThat(plain.doubleQuotedStrings()).isTrue();
            assertThat(plain.backslashEscapes()).isTrue();
            assertThat(ansi.doubleQuotedStrings()).isFalse();
            assertThat(ansi.backslashEscapes()).isFalse();
        } catch (EngineUnavailableException e) {
            abort(e.getMessage());
        }
    }
}
