package io.noclobber.agent.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassOutlineTest {
    private static final String CONNECT = "(Ljava/lang/String;Ljava/util/Properties;)Ljava/sql/Connection;";

    private static byte[] file(String name) throws IOException {
        String path = name.replace('.', '/') + ".class";
        try (InputStream input = ClassOutlineTest.class.getClassLoader().getResourceAsStream(path)) {
            return Objects.requireNonNull(input, path).readAllBytes();
        }
    }

    private static boolean is(String name, String type) throws IOException {
        return new Ancestry(ClassOutline.read(file(name)), ClassOutlineTest.class.getClassLoader()).is(type);
    }

    @Test
    void driver_declaresConnect() throws IOException {
        byte[] driver = file("org.hsqldb.jdbc.JDBCDriver");
        ClassOutline outline = ClassOutline.read(driver);

        assertThat(new WantedConstants(List.of(CONNECT)).areIn(driver)).isTrue();
        assertThat(outline.declares("connect", CONNECT)).isTrue();
        assertThat(outline.declares("connect", "()V")).isFalse();
        assertThat(outline.declares("disconnect", CONNECT)).isFalse();
        assertThat(outline.parents()).containsExactlyInAnyOrder("java.lang.Object", "java.sql.Driver");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.hsqldb.jdbc.JDBCConnection",
                "org.h2.command.Parser",
                "org.h2.engine.Constants",
                "io.noclobber.agent.install.ClassOutlineTest"
            })
    void classes_ofAllKinds_areReadAndMentionNothing(String name) throws Exception {
        byte[] file = file(name);
        // put together here, as this very class is one of those
        String noSuchText = "nothing mentions " + name;

        assertThat(new WantedConstants(List.of(noSuchText)).areIn(file)).isFalse();
        assertThat(ClassOutline.read(file).parents())
                .contains(Class.forName(name, false, getClass().getClassLoader())
                        .getSuperclass()
                        .getName());
    }

    @Test
    void abstractMethod_isNotDeclared() throws IOException {
        ClassOutline outline = ClassOutline.read(file("com.zaxxer.hikari.HikariConfigMXBean"));

        assertThat(outline.declares("getConnectionTimeout", "()J")).isFalse();
    }

    @Test
    void ancestry_ofClasses_isThatOfTheJvm() throws IOException {
        assertThat(is("com.zaxxer.hikari.HikariDataSource", "javax.sql.CommonDataSource"))
                .isTrue();
        assertThat(is("com.zaxxer.hikari.HikariDataSource", "javax.sql.XADataSource"))
                .isFalse();
        assertThat(is("org.h2.jdbcx.JdbcDataSource", "javax.sql.XADataSource")).isTrue();
        assertThat(is("org.hsqldb.jdbc.JDBCConnection", "javax.sql.CommonDataSource"))
                .isFalse();
        assertThat(is("org.hsqldb.jdbc.JDBCDriver", "java.sql.Driver")).isTrue();
    }
}
