package io.noclobber.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A WildFly in the configuration that it comes with, and in it each way to have a driver: as a JBoss module, as a deployment of its
 * own, and inside an application.
 *
 * @param home where it is unpacked
 */
record WildFly(Path home) implements ServerKind {
    /** Where the application is whose driver lies inside it. */
    static final String INSIDE = "inside";
    /** Where the application is that saves in two databases at once. */
    static final String TRANSFER = "transfer";

    private static final String EXAMPLE = "(?s)<datasources>.*</datasources>";

    static WildFly find() {
        return new WildFly(Unpacked.find("wildfly-"));
    }

    @Override
    public String label() {
        return "wildfly";
    }

    @Override
    public Path api() throws IOException {
        return jar("jakarta/servlet/api");
    }

    @Override
    public boolean jakarta() {
        return true;
    }

    @Override
    public List<String> prepare(
            Path base, int port, Map<String, Path> applications, Map<String, ShopDatabase> databases)
            throws IOException {
        Path configuration = base.resolve("configuration");
        WebApplication.copy(home.resolve("standalone").resolve("configuration"), configuration);
        ShopDatabase hsqldb = databases.get("hsqldb");
        ShopDatabase postgresql = databases.get("postgresql");
        Path deployments = Files.createDirectories(base.resolve("deployments"));
        Path deployed = Unpacked.driver("postgresql");
        Files.copy(deployed, deployments.resolve(deployed.getFileName()));
        module(base.resolve("modules").resolve("shop").resolve("hsqldb").resolve("main"), Unpacked.driver("hsqldb"));
        Path standalone = configuration.resolve("standalone.xml");
        Files.writeString(
                standalone,
                Files.readString(standalone)
                        .replaceFirst(EXAMPLE, sources(hsqldb, postgresql, deployed.getFileName()))
                        .replace("java:jboss/datasources/ExampleDS", "java:/jdbc/hsqldb"));
        for (Map.Entry<String, Path> application : applications.entrySet()) {
            Path folder = deploy(deployments, application.getKey());
            WebApplication.copy(application.getValue(), folder);
            Files.writeString(folder.resolve("WEB-INF").resolve("jboss-web.xml"), """
                    <jboss-web>
                      <resource-ref>
                        <res-ref-name>jdbc/shop</res-ref-name>
                        <jndi-name>java:/jdbc/%s</jndi-name>
                      </resource-ref>
                    </jboss-web>
                    """.formatted(application.getKey()));
        }
        inside(deploy(deployments, INSIDE), applications.get("hsqldb"), hsqldb);
        Path transfer = base.resolve(TRANSFER);
        WebApplication.assemble(TRANSFER, transfer, List.of(api(), jar("jakarta/transaction/api")), true);
        WebApplication.copy(transfer, deploy(deployments, TRANSFER));
        return command(base, port);
    }

    private List<String> command(Path base, int port) {
        List<String> command = new ArrayList<>();
        for (String opened : List.of("lang", "lang.invoke", "lang.reflect", "io", "net", "security", "util")) {
            command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.management/javax.management=ALL-UNNAMED",
                "--add-opens=java.naming/javax.naming=ALL-UNNAMED",
                "-Xmx512m",
                "-Dorg.jboss.boot.log.file=" + base.resolve("log").resolve("boot.log"),
                "-Dlogging.configuration=file:" + base.resolve("configuration").resolve("logging.properties"),
                // the class is not there yet when the JVM starts: whoever logs before would keep it from being used
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules") + File.pathSeparator + base.resolve("modules"),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=0",
                "-Djboss.management.http.port=0"));
        return command;
    }

    /** An empty folder that the server takes for an application. */
    private static Path deploy(Path deployments, String path) throws IOException {
        Files.createFile(deployments.resolve(path + ".war.dodeploy"));
        return Files.createDirectory(deployments.resolve(path + ".war"));
    }

    private static void module(Path folder, Path driver) throws IOException {
        Files.copy(driver, Files.createDirectories(folder).resolve(driver.getFileName()));
        Files.writeString(folder.resolve("module.xml"), """
                <module xmlns="urn:jboss:module:1.9" name="shop.hsqldb">
                  <resources><resource-root path="%s"/></resources>
                  <dependencies><module name="java.sql"/><module name="java.naming"/></dependencies>
                </module>
                """.formatted(driver.getFileName()));
    }

    private static String sources(ShopDatabase hsqldb, ShopDatabase postgresql, Path deployed) {
        return """
                <datasources>
                  <datasource jndi-name="java:/jdbc/hsqldb" pool-name="hsqldb">
                    <connection-url>%1$s</connection-url>
                    <driver>hsqldb</driver>
                    <pool><max-pool-size>8</max-pool-size></pool>
                    %2$s
                  </datasource>
                  <datasource jndi-name="java:/jdbc/postgresql" pool-name="postgresql">
                    <connection-url>%3$s</connection-url>
                    <driver>%4$s</driver>
                    <pool><max-pool-size>8</max-pool-size></pool>
                    %5$s
                  </datasource>
                  <xa-datasource jndi-name="java:/jdbc/hsqldbXa" pool-name="hsqldbXa">
                    <xa-datasource-property name="Url">%1$s</xa-datasource-property>
                    <xa-datasource-property name="User">%6$s</xa-datasource-property>
                    <xa-datasource-property name="Password">%7$s</xa-datasource-property>
                    <driver>hsqldb</driver>
                    <xa-pool><max-pool-size>4</max-pool-size></xa-pool>
                  </xa-datasource>
                  <xa-datasource jndi-name="java:/jdbc/postgresqlXa" pool-name="postgresqlXa">
                    <xa-datasource-property name="Url">%3$s</xa-datasource-property>
                    <xa-datasource-class>org.postgresql.xa.PGXADataSource</xa-datasource-class>
                    <driver>%4$s</driver>
                    <xa-pool><max-pool-size>4</max-pool-size></xa-pool>
                    %5$s
                  </xa-datasource>
                  <drivers>
                    <driver name="hsqldb" module="shop.hsqldb">
                      <driver-class>org.hsqldb.jdbc.JDBCDriver</driver-class>
                      <xa-datasource-class>org.hsqldb.jdbc.pool.JDBCXADataSource</xa-datasource-class>
                    </driver>
                  </drivers>
                </datasources>
                """.formatted(
                        escaped(hsqldb.url()),
                        security(hsqldb),
                        escaped(postgresql.url()),
                        deployed,
                        security(postgresql),
                        hsqldb.user(),
                        hsqldb.password());
    }

    private static String security(ShopDatabase database) {
        return "<security user-name=\"" + database.user() + "\""
                + (database.password().isEmpty() ? "" : " password=\"" + database.password() + "\"") + "/>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;");
    }

    /** The application as it is elsewhere, but with its driver, and a data source of that which it names itself. */
    private static void inside(Path folder, Path application, ShopDatabase database) throws IOException {
        WebApplication.copyWithDriver(application, folder, Unpacked.driver("hsqldb"));
        Path descriptor = folder.resolve("WEB-INF").resolve("web.xml");
        Files.writeString(
                descriptor,
                Files.readString(descriptor).replaceFirst("(?s)<resource-ref>.*</resource-ref>", """
                        <data-source>
                          <name>java:comp/env/jdbc/shop</name>
                          <class-name>%s</class-name>
                          <url>%s</url>
                          <user>%s</user>
                          <password>%s</password>
                        </data-source>
                        """.formatted(
                                database.dataSource(), database.url(), database.user(), database.password())));
    }

    /** The jar of one of its modules. */
    private Path jar(String module) throws IOException {
        Path folder = home.resolve("modules/system/layers/base").resolve(module).resolve("main");
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no jar in " + folder));
        }
    }
}
