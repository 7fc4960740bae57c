package io.noclobber.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.config.InvalidOptionException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class AgentOptionsTest {
    private static Properties given(String failClosed) {
        Properties properties = new Properties();
        properties.setProperty("noclobber.failClosed", failClosed);
        return properties;
    }

    @Test
    void failClosed_ofAConnection_isInvalidThereAndCounts() {
        AgentOptions options = new AgentOptions("");
        Properties given = given("true");

        assertThatThrownBy(() -> options.resolve(given)).isInstanceOf(InvalidOptionException.class);
        assertThat(options.failClosed(given)).isTrue();
        assertThat(options.failClosed(given("false"))).isFalse();
        assertThat(options.failClosed(null)).isFalse();
    }

    /** The start line and the report say it. */
    @Test
    void describe_namesAllThatIsNotByDefault() {
        assertThat(new AgentOptions("").describe()).isEqualTo("options as by default");
        assertThat(new AgentOptions("http=session,failClosed=false").describe()).isEqualTo("options as by default");
        assertThat(new AgentOptions("failClosed=true").describe()).isEqualTo("options failClosed=true");
        assertThat(new AgentOptions("http=off,report=seen.txt,compare=changed").describe())
                .isEqualTo("options compare=changed;report=seen.txt;http=off");
        assertThat(new AgentOptions("http=header:X-Form").describe()).isEqualTo("options http=header:X-Form");
        assertThat(new AgentOptions("scpoe=transaction").describe()).isEqualTo("options invalid");
    }

    @Test
    void failClosed_ofTheArguments_countsForEachConnection() {
        assertThat(new AgentOptions("failClosed=true").failClosed(null)).isTrue();
        assertThat(new AgentOptions("failClosed=true").failClosed(given("false")))
                .isTrue();
        assertThat(new AgentOptions("scpoe=transaction,failClosed=true").failClosed(null))
                .isTrue();
        assertThat(new AgentOptions("scpoe=transaction").failClosed(null)).isFalse();
    }
}
