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
