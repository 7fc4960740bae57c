package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "53100 | could not extend file",
                "HY000 | The table 'noclobber_x_1' is full",
                "HY000 | Disk full (/tmp/#sql); waiting for someone to free some space",
                "null  | [SQLITE_FULL] Insertion failed because database is full (database or disk is full)",
                "S1000 | java.io.IOException: No space left on device"
            })
    void failure_forWantOfRoom_isFound(String state, String message) {
        SQLException failed = new SQLException(message, state);

        assertThat(Shortage.of(new AssertionError("read", failed))).contains(message);
    }

    @Test
    void failure_ofAnotherKind_isNone() {
        assertThat(Shortage.of(new SQLException("the column note is not full of surprises", "42000")))
                .isEmpty();
        assertThat(Shortage.of(new AssertionError("the disk is full"))).isEmpty();
    }
}
