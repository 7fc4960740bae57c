package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StoredReportTest {

    @Test
    void report_thatWasWritten_isReadAgain() {
        StoredReport read = StoredReport.read(JsonReport.of(Reports.failing()));

        assertThat(read.verdict()).isEqualTo("does not conform");
        assertThat(read.exitCode()).isOne();
        assertThat(read.headline()).startsWith("noclobber on Shop \"8\" 😀 does not conform");
        assertThat(read.control()).isEqualTo("none");
        assertThat(read.seconds()).isEqualTo(12.5);
        assertThat(read.subject()).containsEntry("Driver", "Shop Driver 1");
        assertThat(read.options()).containsEntry("compare", "changed");
        assertThat(read.gaps()).containsExactly("It loses deletions.");
        assertThat(read.groups())
                .containsOnlyKeys("lost-updates", "deletes")
                .containsEntry("lost-updates", new StoredReport.Counts(1, 1, 0, 0, 0))
                .containsEntry("deletes", new StoredReport.Counts(0, 0, 1, 0, 0));
        assertThat(read.measured()).containsEntry("storm.steps", "2000");
        assertThat(read.failures()).containsExactly("update, row changed since read: is refused");
    }

    @Test
    void file_ofSomethingElse_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoredReport.read("{\"a\": 1}"))
                .withMessage("it has no format");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoredReport.read("[]"))
                .withMessage("the report is no object, but []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoredReport.read("{\"format\": 2}"))
                .withMessage("its format is not 1, but 2.0");
    }
}
