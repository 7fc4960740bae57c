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
                "jdbc:oracle:thin:scott/\"a@tiger4711\"@//db/shop",
                "jdbc:sqlserver://db;password=a tiger4711;encrypt=true",
                "jdbc:sqlserver://db;encrypt=true;password=a tiger4711",
                "jdbc:sqlserver://db;password=\"a;tiger4711\";encrypt=true",
                "jdbc:sqlserver://db;password='a;tiger4711';encrypt=true",
                "jdbc:sqlserver://db;password={a;tiger4711;encrypt=true",
                "jdbc:sqlserver://db;password={a}tiger4711;encrypt=true",
                "jdbc:h2:mem:x;PASSWORD=a\\;tiger4711",
                "jdbc:h2:mem:x;PASSWORD = a tiger4711",
                "jdbc:postgresql://db/shop?user=dba&password=a tiger4711&ssl=true",
                "jdbc:postgresql://db/shop?password=a tiger4711",
                "jdbc:postgresql://db/shop?password='a&tiger4711'&ssl=true",
                "jdbc:postgresql://db/shop?password=a%20tiger4711",
                "jdbc:postgresql://db/shop?sslpass=tiger4711",
                "jdbc:mysql://scott:a tiger4711@db/shop",
                "jdbc:mysql://scott: tiger4711@db/shop",
                "jdbc:mysql://scott:a/tiger4711@db/shop",
                "jdbc:mysql://scott:a?tiger4711@db/shop",
                "jdbc:mysql://scott:47/tiger4711@db/shop",
                "jdbc:mysql://scott:47,tiger4711@db/shop",
                "jdbc:mysql://scott:47;tiger4711@db/shop",
                "jdbc:mysql://sco tt:a tiger4711@db/shop",
                "jdbc:mysql:loadbalance://scott:a@one,scott:tiger4711@two/shop",
                "jdbc:mysql://address=(host=db)(password=a tiger4711)(user=scott)/shop",
                "jdbc:mysql://address=(host=db)(password=a,tiger4711)(user=scott)/shop",
                "jdbc:oracle:thin:scott/a tiger4711@//db/shop",
                "jdbc:oracle:thin:\"sco tt\"/a tiger4711@//db/shop",
                "jdbc:oracle:thin:scott/a/tiger4711@db:1521:shop",
                "jdbc:db2://db:50000/shop:user=dba;password=a tiger4711;",
                "jdbc:db2://db:50000/shop:password=a tiger4711;user=dba;",
                "jdbc:teradata://db/USER=dba,PASSWORD=a tiger4711,TMODE=ANSI",
                "refused: {user=dba, password=a tiger4711, ssl=true}",
                "refused: {user=dba, password=a,tiger4711, ssl=true}",
                "refused: {user=dba, password=a b,tiger4711}",
                "refused:\npassword=a tiger4711\nssl=true"
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
                "jdbc:postgresql://db:5432/shop?applicationName=a@b",
                "jdbc:postgresql://db:5432/",
                "jdbc:postgresql://one:5432,two:5433/shop?user=a@b",
                "jdbc:postgresql://[::1]:5432/shop?user=a@b",
                "jdbc:sqlserver://db:1433;user=a@b;encrypt=true",
                "jdbc:sqlserver://db;trustStore=C:\\keys;user=a@b",
                "jdbc:db2://db:50000/shop:user=a@b;",
                "jdbc:h2:file://C:/data/a@b",
                "jdbc:sqlite:/data/a@b.db",
                "UPDATE passengers SET bypassed = 1 WHERE compass = 2",
                "The database refused the user 'SA' or the password. The password is taken from --password-file."
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
                    jdbc:h2:mem:x;PASSWORD=ti ger | ti ger
                    jdbc:h2:mem:x;PASSWORD=ti\\;ger | ti;ger
                    jdbc:h2:mem:x;PASSWORD="ti;""ger" | ti;"ger
                    jdbc:postgresql://db/shop?password=ti+ger%21 | ti+ger!
                    jdbc:postgresql://db/shop?password=ti+ger%21 | ti ger!
                    jdbc:postgresql://db/shop?password={tiger&ssl=true | {tiger
                    jdbc:mysql://scott:ti%40g er@db/shop | ti@g er
                    jdbc:oracle:thin:scott/ti ger@//db/shop | ti ger
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

    /** What stands behind the URL is seen, though nobody knows where a password with blanks ends. */
    @Test
    void urlInAText_isMaskedAndWhatFollowsIsShown() {
        String url = "jdbc:h2:tcp://db/shop;USER=dba;PASSWORD=a b";
        assertThat(new Secrets(url, "").hide("Cannot open " + url + " [90067]: refused"))
                .isEqualTo("Cannot open jdbc:h2:tcp://db/shop;USER=dba;PASSWORD=*** [90067]: refused");
        assertThat(new Secrets("").hide("Cannot open " + url + " [90067]: refused"))
                .isEqualTo("Cannot open jdbc:h2:tcp://db/shop;USER=dba;PASSWORD=***");
    }

    @Test
    void pairsBesideThePassword_areShown() {
        assertThat(new Secrets("").hide("refused: {user=dba, password=a b, ssl=true}"))
                .isEqualTo("refused: {user=dba, password=***, ssl=true}");
        assertThat(new Secrets("").hide("jdbc:mysql://address=(host=db)(password=a b)(user=scott)/shop"))
                .isEqualTo("jdbc:mysql://address=(host=db)(password=***)(user=scott)/shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "ab | login 'ab' failed (ab), absent cab | login '***' failed (***), absent cab",
                "4x | user dba/4x, row 14x, 4xa | user dba/***, row 14x, 4xa",
                "#1! | dba#1! refused | dba*** refused",
                "é9 | né9, é9. | né9, ***.",
                "a | a login 'a' failed with \"a\" at dba:a@db | a login '***' failed with \"***\" at dba:a@db",
                "a | dba at //dba:a@db refused | dba at //dba:***@db refused",
                "a | {user=dba, password=a} | {user=dba, password=***}"
            })
    void shortPassword_isHiddenWhereItIsAWholeWord(String password, String text, String hidden) {
        assertThat(new Secrets(password).hide(text)).isEqualTo(hidden);
    }

    @Test
    void givenPassword_isHiddenAsDriversEncodeIt() {
        assertThat(new Secrets("ti ger/4711").hide("at //db?x=ti+ger%2F4711")).isEqualTo("at //db?x=***");
    }

    @Test
    void blankPassword_hidesNoBlanks() {
        assertThat(new Secrets("    ").hide("a    b")).isEqualTo("a    b");
    }
}
