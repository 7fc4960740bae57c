package io.noclobber.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class AgentArgumentsTest {
    private static Settings settings(String arguments) {
        return Settings.resolveForAgent(null, AgentArguments.parse(arguments));
    }

    @Test
    void arguments_none_areTheDefaults() {
        assertThat(settings(null).describeNonDefaults()).isEmpty();
        assertThat(settings(" ").failClosed()).isFalse();
        assertThat(settings("").report()).isNull();
    }

    @Test
    void arguments_separatedByCommaOrSemicolon_areTheSame() {
        for (String arguments : new String[] {
            "tables=A,B;compare=read,A:key;failClosed=true", "tables=A,B,compare=read,A:key, failClosed = true"
        }) {
            Settings settings = settings(arguments);
            assertThat(settings.describeNonDefaults()).isEqualTo("compare=read,A:key;tables=A,B");
            assertThat(settings.failClosed()).isTrue();
        }
    }

    @Test
    void arguments_beforeConnectionProperties_count() {
        Properties properties = new Properties();
        properties.setProperty("noclobber.scope", "transaction");
        properties.setProperty("noclobber.mode", "off");

        Settings settings = Settings.resolveForAgent(properties, AgentArguments.parse("scope=connection"));

        assertThat(settings.scope()).isEqualTo(Scope.CONNECTION);
        assertThat(settings.mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void arguments_escaped_holdSeparators() {
        assertThat(settings("helpText=Call 4711%3B ask for Ada").helpText()).isEqualTo("Call 4711; ask for Ada");
    }

    @Test
    void http_everyForm_isUnderstood() {
        assertThat(settings("").http()).isEqualTo(new HttpConversation(HttpConversation.By.SESSION, ""));
        assertThat(settings("http=off").http().by()).isEqualTo(HttpConversation.By.OFF);
        assertThat(settings("http=principal").http().by()).isEqualTo(HttpConversation.By.PRINCIPAL);
        assertThat(settings("http=header:X-Form,compare=changed").http())
                .isEqualTo(new HttpConversation(HttpConversation.By.HEADER, "X-Form"));
        assertThat(settings("http=cookie: SID").http())
                .isEqualTo(new HttpConversation(HttpConversation.By.COOKIE, "SID"));
        for (String wrong : new String[] {"http=header", "http=cookie:", "http=session:X", "http=sessions"}) {
            assertThatThrownBy(() -> settings(wrong))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("off, session, header:NAME, cookie:NAME, principal");
        }
    }

    @Test
    void arguments_malformed_areRefused() {
        assertThatThrownBy(() -> AgentArguments.parse("failClosed"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("arguments of the noclobber agent are malformed")
                .hasMessageContaining("'failClosed' in the arguments has no =");
        assertThatThrownBy(() -> AgentArguments.parse("failclosed=true"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("Did you mean 'failClosed'?");
    }

    @Test
    void optionOfTheAgent_givenToAConnection_isRefused() {
        Properties properties = new Properties();
        properties.setProperty("noclobber.failClosed", "true");
        assertThatThrownBy(() -> Settings.resolve(null, properties))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'failClosed' in the connection properties is one of the agent");
        assertThatThrownBy(() -> Settings.resolve(ConnectionUrl.parse("jdbc:noclobber[report=x]:h2:mem:x"), null))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("in the URL is one of the agent");
    }
}
