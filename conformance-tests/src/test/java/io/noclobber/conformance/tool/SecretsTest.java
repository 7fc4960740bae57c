package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "jdbc:derby:shop;dataEncryption=true;encryptionKey=tiger4711",
                "jdbc:postgresql://db/shop?password=a,tiger4711",
                "jdbc:postgresql://db/shop?password=a;tiger4711&user=dba",
                "jdbc:postgresql://db/shop?password={tiger4711",
                "jdbc:sqlserver://db;password={a;tiger4711};encrypt=true",
                "jdbc:sqlserver://db;password={a}};tiger4711 b};encrypt=true",
                "jdbc:sqlserver://db;password=a,tiger4711;encrypt=true",
                "jdbc:h2:mem:x;PASSWORD=a,b)tiger4711",
                "jdbc:mysql://scott:a@tiger4711@db/shop",
                "jdbc:mysql://scott:a,tiger4711;x@db/shop",
                "jdbc:mysql://address=(host=db)(user=scott)(password=tiger4711)/shop",
                "jdbc:oracle:thin:scott/\"a@tiger4711\"@//db/shop"
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
                "jdbc:h2:tcp://db/~/shop",
                "jdbc:postgresql://db:5432/shop?applicationName=a@b"
            })
    void url_withoutPassword_isShownAsItIs(String url) {
        assertThat(new Secrets("").hide(url)).isEqualTo(url);
        assertThat(Secrets.isIn(url)).isFalse();
    }

    /** Drivers repeat the password without the name by which it was given, and some decode it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    jdbc:postgresql://db/shop?password=ti%3Bger | ti;ger
                    jdbc:sqlserver://db;password={ti;ger}};};encrypt=true | ti;ger};
                    jdbc:h2:mem:x;PASSWORD=ti,ger | ti,ger
                    """)
    void password_ofTheUrl_isHiddenWhereItStandsAlone(String url, String password) {
        assertThat(new Secrets(url, "").hide("login with " + password + " failed"))
                .isEqualTo("login with *** failed");
    }

    @Test
    void values_ofOptions_areHidden() {
        assertThat(new Secrets("tiger4711").hide(Map.of("helpText", "ask tiger4711")))
                .containsExactlyEntriesOf(Map.of("helpText", "ask ***"));
    }

    @Test
    void password_inAnyText_isHidden() {
        assertThat(new Secrets("tiger4711").hide("login tiger4711 failed")).isEqualTo("login *** failed");
    }
}
