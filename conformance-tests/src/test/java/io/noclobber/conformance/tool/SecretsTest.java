package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/shop?user=dba&password=tiger4711&ssl=true",
                "jdbc:sqlserver://db;databaseName=shop;Password=tiger4711;encrypt=true",
                "jdbc:oracle:thin:scott/tiger4711@//db/shop",
                "jdbc:mysql://scott:tiger4711@db/shop",
                "jdbc:h2:mem:x;PASSWORD=tiger4711",
                "jdbc:mariadb://db/shop?trustStorePassword=tiger4711",
                "jdbc:hsqldb:file:shop;crypt_key=tiger4711;crypt_type=AES",
                "jdbc:derby:shop;dataEncryption=true;encryptionKey=tiger4711"
            })
    void url_withPassword_isShownWithoutIt(String url) {
        assertThat(new Secrets("").hide(url)).doesNotContain("tiger4711").startsWith(url.substring(0, 8));
        assertThat(Secrets.isIn(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db:5432/shop?user=dba",
                "jdbc:oracle:thin:@//db:1521/shop",
                "jdbc:sqlserver://db:1433;databaseName=shop",
                "jdbc:h2:tcp://db/~/shop"
            })
    void url_withoutPassword_isShownAsItIs(String url) {
        assertThat(new Secrets("").hide(url)).isEqualTo(url);
        assertThat(Secrets.isIn(url)).isFalse();
    }

    @Test
    void password_inAnyText_isHidden() {
        assertThat(new Secrets("tiger4711").hide("login tiger4711 failed")).isEqualTo("login *** failed");
    }
}
