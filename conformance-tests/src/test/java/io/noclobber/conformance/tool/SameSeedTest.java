package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs beside each other in one schema. */
class SameSeedTest {
    private static final Pattern TABLES = Pattern.compile("Tables +(\\S+)…");

    /** Else each would drop the other's tables. Two of 260 marks may be the same by chance, four hardly. */
    @Test
    void runsWithTheSameSeed_haveTablesOfTheirOwn() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            StringWriter out = new StringWriter();
            int code = Conformance.run(
                    new PrintWriter(out),
                    new PrintWriter(new StringWriter()),
                    "verify",
                    "--url",
                    "jdbc:h2:mem:same-seed",
                    "--groups",
                    "deletes",
                    "--seed",
                    "4711");
            assertThat(code).as(out.toString()).isZero();
            Matcher tables = TABLES.matcher(out.toString());
            assertThat(tables.find()).isTrue();
            names.add(tables.group(1));
        }

        assertThat(names).hasSizeGreaterThan(1);
    }
}
