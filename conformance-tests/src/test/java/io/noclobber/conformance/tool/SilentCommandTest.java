package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that falls silent while a command that writes nothing asks it something. Its driver waits for ever. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SilentCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String url, String... command) {
        List<String> all = new ArrayList<>(Arrays.asList(command));
        all.addAll(List.of("--url", url, "--user", "SA", "--password", HsqldbServer.PASSWORD));
        return Conformance.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "SYSTEM_TABLES,its tables were listed,analyze",
        "SYSTEM_TABLESTATS,the catalog was asked for LOG,analyze --schema SHOP",
        "SYSTEM_TABLES,its tables were listed,clean --dry-run",
        "FROM SHOP.ORDERS,the row was read,explain --sql 'DELETE FROM SHOP.ORDERS WHERE ID = 1'"
    })
    void databaseThatFallsSilent_isSaidSoInTime(String at, String step, String command) throws Exception {
        String[] words = Arrays.stream(command.split(" (?=(?:[^']*'[^']*')*[^']*$)"))
                .map(word -> word.replace("'", ""))
                .toArray(String[]::new);
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--wait";
        all[words.length + 1] = "2";
        try (HsqldbServer server = new HsqldbServer();
                SilentLine line = SilentLine.to(server)) {
            line.fallSilentAt(at);

            assertThat(run(line.url(server), all)).as(out.toString()).isEqualTo(2);
        }
        assertThat(err.toString())
                .contains("The database has not answered for 2 seconds while " + step + ".", "--wait gives it longer")
                .doesNotContain("\tat ");
    }

    @Test
    void waitOfNoTime_isRefused() {
        for (String command : List.of("analyze", "clean", "explain --sql X")) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.addAll(List.of("--wait", "0"));
            assertThat(run("jdbc:h2:mem:wait", words.toArray(String[]::new))).isEqualTo(2);
        }
        assertThat(err.toString().split("--wait 0 is refused", -1)).hasSize(4);
    }
}
