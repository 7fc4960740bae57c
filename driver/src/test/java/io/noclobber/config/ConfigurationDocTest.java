package io.noclobber.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** docs/configuration.md says what the options say; {@code -Ddocs.write=true} makes it so. */
final class ConfigurationDocTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void page_comparedWithTheOptions_isTheSame() throws IOException {
        String rendered = ConfigurationPage.render();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, rendered);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/configuration.md; to rewrite it run"
                        + " mvn -q -pl driver test -Dtest=ConfigurationDocTest -Ddocs.write=true")
                .isEqualTo(rendered);
    }

    @Test
    void options_all_areDescribedAndUnique() {
        assertThat(Option.values()).allSatisfy(option -> {
            assertThat(option.key()).matches("[a-z][a-zA-Z]+");
            assertThat(option.propertyName()).isEqualTo("noclobber." + option.key());
            assertThat(option.description()).matches("[A-Z`](?s:.)*[.`]");
            assertThat(option.rule()).isNotBlank().doesNotEndWith(".");
            assertThat(Option.find(option.key())).isSameAs(option);
        });
        assertThat(Arrays.stream(Option.values()).map(Option::key)).doesNotHaveDuplicates();
    }

    @Test
    void options_all_acceptTheirDefaultAndTheirChoices() {
        assertThat(Option.values()).allSatisfy(option -> {
            String otherwise = option.defaultText();
            if (otherwise != null) {
                option.check(otherwise, "this test");
            }
            option.choices().forEach(choice -> option.check(choice, "this test"));
        });
    }

    @Test
    void options_ofThisRelease_areThese() {
        assertThat(Arrays.stream(Option.values()).map(Option::key))
                .containsExactlyInAnyOrder(
                        "driver",
                        "scope",
                        "reread",
                        "lockCheck",
                        "conversationBytes",
                        "conversationIdle",
                        "conversationAge",
                        "conversationStore",
                        "mode",
                        "compare",
                        "exclude",
                        "inexact",
                        "version",
                        "tables",
                        "keys",
                        "noImage",
                        "unparsed",
                        "afterCall",
                        "ownCheck",
                        "deleteDeleted",
                        "imageRows",
                        "imageBytes",
                        "imageAge",
                        "redact",
                        "messageValues",
                        "helpText",
                        "messageLength",
                        "changedState",
                        "deletedState",
                        "diffTimeout",
                        "failClosed",
                        "report",
                        "http");
    }
}
