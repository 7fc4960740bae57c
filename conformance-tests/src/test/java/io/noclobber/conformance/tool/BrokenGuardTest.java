package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.Setting;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards that are nearly right are found out: where they are wrong the tests fail, and only there. */
@Timeout(200)
class BrokenGuardTest {

    @Test
    void guardThatForgetsNulls_fails() throws Exception {
        Database database = TamperedDriver.to("nulls", Engine.H2.database(), "\"NOTE\" IS NULL", "1 = 1");

        assertThat(failed(database))
                .contains("update_columnThatWasNullNowHasValue_isRefused")
                .doesNotContain("update_rowChangedSinceRead_isRefused", "update_caseOfValueChangedSinceRead_isRefused");
    }

    @Test
    void guardThatComparesByCollation_fails() throws Exception {
        Database database =
                TamperedDriver.to("case", Engine.H2.database(), "\"NOTE\" = \\?", "UPPER(\"NOTE\") = UPPER(?)");

        assertThat(failed(database))
                .contains("update_caseOfValueChangedSinceRead_isRefused")
                .doesNotContain(
                        "update_rowChangedSinceRead_isRefused", "update_columnThatWasNullNowHasValue_isRefused");
    }

    private static List<String> failed(Database database) throws Exception {
        TestRun run = TestRuns.of(new Setting(database, EntryPath.URL));
        run.run(Group.LOST_UPDATES);
        assertThat(run.tried()).hasSizeGreaterThan(50);
        return run.tried().stream()
                .filter(test -> test.outcome() == Outcome.FAILED)
                .map(Tried::name)
                .toList();
    }
}
