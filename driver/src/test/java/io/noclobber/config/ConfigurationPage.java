package io.noclobber.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Renders docs/configuration.md from the options. */
final class ConfigurationPage {
    private static final String INTRODUCTION = """
            # Configuration

            <!-- Written from io.noclobber.config.Option; change it there, then run
                 mvn -q -pl driver test -Dtest=ConfigurationDocTest -Ddocs.write=true -->

            Nothing needs to be configured. What is not given has the default below.

            ## Where options are given

            Later wins, option by option:

            1. the default;
            2. `noclobber.properties`: the first one on the class path, or the file that the system property
               `noclobber.config` names, which must then exist. UTF-8; the keys may begin with `noclobber.` or not;
            3. system properties: `-Dnoclobber.scope=transaction`;
            4. connection properties, or the setters of `NoclobberDataSource`: `noclobber.scope`. The real driver is
               given a copy of the properties without those that begin with `noclobber.`;
            5. the brackets of the URL: `jdbc:noclobber[scope=transaction;compare=changed]:postgresql://host/db`; or, for
               connections that [the agent](agent.md) guards, its arguments:
               `-javaagent:noclobber-agent.jar=scope=transaction,compare=changed`.

            An option that is unknown, empty, invalid or given twice in one place fails the connect, and the message says
            what would be right. Names and words are written as they stand here, upper and lower case included; blanks
            around a value do not count.

            In the brackets of a URL, `%` and two hexadecimal digits stand for one byte of UTF-8: write `%3B` for a `;`
            within a value, `%5D` for a `]` and `%25` for a `%`. Nothing behind the brackets is touched. The same holds for
            the arguments of the agent, which are separated by `;`, or by `,` where a name and `=` follow.

            ## Names of tables and columns

            `TABLE` and `TABLE.COLUMN` hold for every schema, `SCHEMA.TABLE` (where only tables are meant) and
            `SCHEMA.TABLE.COLUMN` for one; where a database has no schemas, such as MariaDB, its catalog counts as one.
            Names match in upper and lower case alike; `*` stands for any letters, `?` for any one letter. A name in
            double quotes matches exactly and may hold any character: `"Order.Lines"."a,b"`; a double quote within it is
            doubled. Where several patterns match, the most specific counts: a column more than a table, a table more
            than a schema, a name more than one with wildcards; of two equals, the later.

            ## Options

            """;

    private ConfigurationPage() {}

    static String render() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("| option | default | in short |\n|---|---|---|\n");
        for (Option option : Option.values()) {
            page.append("| [`")
                    .append(option.key())
                    .append("`](#")
                    .append(anchor(option))
                    .append(") | ");
            page.append(otherwise(option))
                    .append(" | ")
                    .append(firstSentence(option))
                    .append(" |\n");
        }
        for (Option option : Option.values()) {
            page.append("\n### ").append(option.key()).append("\n\n");
            page.append(wrap(option.description())).append("\n\n");
            if (option.isForAgent()) {
                page.append("Only for the agent: in its arguments, the file or the system properties.\n\n");
            }
            if (option.isSecret()) {
                page.append("Its value is never shown.\n\n");
            }
            page.append(wrap("Must be: " + rule(option) + ".")).append("\n");
            page.append("Default: ").append(otherwise(option)).append(".\n");
        }
        return page.toString();
    }

    private static String anchor(Option option) {
        return option.key().toLowerCase(Locale.ROOT);
    }

    private static String otherwise(Option option) {
        return option.defaultText() == null ? "none" : "`" + option.defaultText() + "`";
    }

    private static String firstSentence(Option option) {
        String text = option.description();
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end + 1)).replace("|", "\\|");
    }

    private static String rule(Option option) {
        List<String> choices = option.choices();
        boolean onlyChoices = option.rule().equals(String.join(" or ", choices))
                || (choices.size() > 2
                        && option.rule()
                                .equals(String.join(", ", choices.subList(0, choices.size() - 1)) + " or "
                                        + choices.get(choices.size() - 1)));
        return onlyChoices
                ? choices.stream().map(choice -> "`" + choice + "`").collect(Collectors.joining(", "))
                : option.rule();
    }

    private static String wrap(String text) {
        StringBuilder wrapped = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ")) {
            if (column > 0 && column + 1 + word.length() > 120) {
                wrapped.append('\n');
                column = 0;
            } else if (column > 0) {
                wrapped.append(' ');
                column++;
            }
            wrapped.append(word);
            column += word.length();
        }
        return wrapped.toString();
    }
}
