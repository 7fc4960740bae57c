package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Engine;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "53100 | 0    | POSTGRESQL_18 | could not extend file",
                "58030 | 0    | POSTGRESQL_18 | could not write block 7: No space left on device",
                "HY000 | 1114 | MARIADB       | The table 'noclobber_x_1' is full",
                "HY000 | 1021 | MYSQL_56      | Disk full (/tmp/#sql); waiting for someone to free some space",
                "HY000 | 1030 | MYSQL_56      | Got error 28 from storage engine",
                "HY000 | 3    | MYSQL_56      | Error writing file './x.frm' (Errcode: 28)",
                "null  | 13   | SQLITE        | [SQLITE_FULL] Insertion failed because database is full",
                "XSLA4 | 20000| DERBY         | Cannot write to the log",
                "S1000 | 0    | HSQLDB        | java.io.IOException: No space left on device",
                "HY000 | 335544344 | FIREBIRD | I/O error -Error while trying to write to file -No space left on device"
            })
    void failure_forWantOfRoom_isFound(String state, int code, Engine engine, String message) {
        SQLException failed = new SQLException(message, state, code);

        assertThat(Shortage.in(new AssertionError("read", failed), engine)).contains(new Shortage("room", message));
    }

    @Test
    void failure_whoseCauseSaysSo_isFound() {
        SQLException failed = new SQLException("IO Exception: shop.mv.db", "90031", 90031);
        failed.initCause(new IllegalStateException("Writing failed", new IOException("No space left on device")));

        assertThat(Shortage.in(failed, Engine.H2)).contains(new Shortage("room", "No space left on device"));
    }

    @ParameterizedTest
    @CsvSource({"53200,POSTGRESQL_14", "HY001,MARIADB", "90108,H2"})
    void failure_forWantOfMemory_isToldAsSuch(String state, Engine engine) {
        assertThat(Shortage.in(new SQLException("out of memory", state), engine))
                .contains(new Shortage("memory", "out of memory"));
    }

    /** That there are too many connections, or a limit of the configuration is reached, is no full disk. */
    @ParameterizedTest
    @ValueSource(strings = {"53300", "53400", "53000", "42000"})
    void failure_ofAnotherKind_isNone(String state) {
        assertThat(Shortage.in(
                        new SQLException("the column note is not full of surprises", state), Engine.POSTGRESQL_18))
                .isEmpty();
        assertThat(Shortage.in(new AssertionError("the disk is full"), Engine.POSTGRESQL_18))
                .isEmpty();
    }
}
