package io.noclobber.conformance.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The matrix of types, whose results stand in docs/databases.md; {@code -Ddocs.write=true} puts them there. */
abstract class DocumentedColumnRules extends ColumnRuleContract {
    private static final Path PAGE = Path.of("..", "docs", "databases.md");
    private static final String BEGIN = "<!-- types: written by mvn -q -Ptypes -pl conformance-tests -am -->\n";
    private static final String END = "<!-- types: end -->";
    private static final Pattern SECTION = Pattern.compile("### (.+)\n\n((?:\\|.*\n)+)");

    DocumentedColumnRules(Engine engine) {
        super(engine);
    }

    @Override
    protected void report(List<TypeLine> results) {
        super.report(results);
        boolean asUsual = System.getProperty("test.types.random") == null && !Boolean.getBoolean("test.types.all");
        if (asUsual && results.stream().allMatch(TypeLine::isExact)) {
            compare(TypeTable.markdown(results));
        }
    }

    private void compare(String table) {
        try {
            if (Boolean.getBoolean("docs.write")) {
                write(table);
            }
            String documented = sections(Files.readString(PAGE)).get(label());
            if (documented == null) {
                System.out.println(label() + " is not in docs/databases.md yet");
                return;
            }
            assertThat(withoutCounts(documented))
                    .as("%s in docs/databases.md; to rewrite it run mvn -q -Ptypes -pl conformance-tests -am", label())
                    .isEqualTo(withoutCounts(table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many pairs there were depends on what was made up. */
    private static String withoutCounts(String table) {
        return table.replaceAll("\\| [0-9,]+ (?=\\|)", "");
    }

    private void write(String table) throws IOException {
        String page = Files.readString(PAGE);
        Map<String, String> sections = sections(page);
        sections.put(label(), table);
        StringBuilder text = new StringBuilder();
        sections.forEach((label, lines) ->
                text.append("### ").append(label).append("\n\n").append(lines).append('\n'));
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(PAGE, page.substring(0, begin) + "\n" + text + page.substring(page.indexOf(END)));
    }

    private static Map<String, String> sections(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        assertThat(begin).as("the marks of the matrix in docs/databases.md").isBetween(0, end);
        Map<String, String> sections = new TreeMap<>();
        Matcher section = SECTION.matcher(page.substring(begin, end));
        while (section.find()) {
            sections.put(section.group(1), section.group(2));
        }
        return sections;
    }
}
