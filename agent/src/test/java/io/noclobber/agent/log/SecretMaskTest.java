package io.noclobber.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretMaskTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "no route to jdbc:postgresql://db/shop?user=ann&password=tiger77&ssl=true",
                "jdbc:sqlserver://db;user=ann;Password=tiger77;encrypt=true",
                "refused (trustStorePassword = 'tiger77')",
                "properties {user=ann, PWD=tiger77}",
                "login failed, password: tiger77",
                "jdbc:mysql://ann:tiger77@db/shop is not reached",
                "jdbc:oracle:thin:ann/tiger77@//db/shop"
            })
    void passwords_areHidden(String text) {
        assertThat(SecretMask.hide(text)).doesNotContain("tiger77").contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.sql.SQLException: FATAL: password authentication failed for user \"ann\"",
                "jdbc:postgresql://db:5432/shop?user=ann",
                "unexpected token: ORDERS",
                "the key column ID of ORDERS",
                "options compare=changed;keys=ORDERS(ID)"
            })
    void whatIsNoPassword_stays(String text) {
        assertThat(SecretMask.hide(text)).isEqualTo(text);
    }

    @Test
    void secretsOfAConnection_areHiddenWhereverTheyStand() {
        Properties properties = new Properties();
        properties.setProperty("user", "ann");
        properties.setProperty("password", "tiger77");
        properties.setProperty("sslKeyPassphrase", "x");

        assertThat(SecretMask.hide("ann may not come in by tiger77, nor by exit", SecretMask.secretsIn(properties)))
                .isEqualTo("ann may not come in by ***, nor by exit");
        assertThat(SecretMask.secretsIn(null)).isEqualTo(List.of());
    }
}
