package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.NoclobberDriver;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Engine;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A column of which no image can hold the value, because MariaDB's text protocol rounds a FLOAT to six digits: left out
 * of the guard and named, or refused.
 */
class InexactColumnTest extends Contract {
    private static final String READ = "SELECT id, rough, note FROM {measures} WHERE id = 1";
    private static final String WRITE = "UPDATE {measures} SET note = 'mine' WHERE id = 1";

    @Override
    protected Setting setting() {
        return new Setting(Engine.MARIADB.database(), EntryPath.URL);
    }

    @BeforeEach
    void create() throws SQLException {
        create("measures", "id INT NOT NULL PRIMARY KEY, rough FLOAT, note VARCHAR(20)");
        bob.write("INSERT INTO {measures} (id, rough, note) VALUES (1, 0.1, 'first')");
    }

    @Test
    void exclude_otherColumnChanged_isRefusedAllTheSame() throws SQLException {
        alice.read(READ);
        bob.write("UPDATE {measures} SET note = 'his' WHERE id = 1");

        refused(() -> alice.write(WRITE));
    }

    @Test
    void exclude_columnWasRead_isNamedInTheStatistics() throws SQLException {
        alice.read(READ);
        bob.write("UPDATE {measures} SET rough = 0.2 WHERE id = 1");

        assertThat(alice.write(WRITE)).isOne();
        assertThat(NoclobberDriver.counts().columnsExcluded()).anySatisfy((column, reason) -> {
            assertThat(column.table().name() + "." + column.name())
                    .isEqualToIgnoringCase(alice.sql("{measures}.rough"));
            assertThat(reason).contains("six digits", "useServerPrepStmts=true");
        });
    }

    @Test
    void refuse_columnWasRead_failsAndNamesIt() throws SQLException {
        Session carol = guarded("inexact=refuse");
        carol.read(READ);

        assertThatThrownBy(() -> carol.write(WRITE))
                .isNotInstanceOf(ConcurrencyConflictException.class)
                .hasMessageContaining("rough")
                .hasMessageContaining("exclude")
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("NC003"));
        assertThat(bob.value("SELECT note FROM {measures} WHERE id = 1")).isEqualTo("first");
    }

    @Test
    void refuse_columnOfOneOfSeveralRowsWasRead_failsAndWritesNone() throws SQLException {
        bob.write("INSERT INTO {measures} (id, rough, note) VALUES (2, 0.1, 'second')");
        Session carol = guarded("inexact=refuse");
        carol.read(READ);

        assertThatThrownBy(() -> carol.write("UPDATE {measures} SET note = 'mine' WHERE id IN (2, 1)"))
                .hasMessageContaining("rough");
        assertThat(bob.value("SELECT note FROM {measures} WHERE id = 2")).isEqualTo("second");
    }

    @Test
    void refuse_onlyAnEarlierReadShowedTheColumn_isRefusedWhenTheWriteSetsIt() throws SQLException {
        Session carol = guarded("inexact=refuse");
        carol.read(READ);
        carol.read("SELECT id, note FROM {measures} WHERE id = 1");

        assertThatThrownBy(() -> carol.write("UPDATE {measures} SET rough = 0.3 WHERE id = 1"))
                .hasMessageContaining("rough");
        assertThat(carol.write(WRITE)).isOne();
    }

    @Test
    void refuse_columnIsExcludedByName_isWritten() throws SQLException {
        Session carol = guarded("inexact=refuse", "exclude={measures}.rough");
        carol.read(READ);

        assertThat(carol.write(WRITE)).isOne();
    }

    @Test
    void refuse_columnWasNotRead_isWritten() throws SQLException {
        Session carol = guarded("inexact=refuse");
        carol.read("SELECT id, note FROM {measures} WHERE id = 1");

        assertThat(carol.write(WRITE)).isOne();
    }

    @Test
    void refuse_compareLeavesTheColumnOut_isWritten() throws SQLException {
        Session carol = guarded("inexact=refuse", "compare=changed");
        carol.read(READ);

        assertThat(carol.write(WRITE)).isOne();
    }
}
