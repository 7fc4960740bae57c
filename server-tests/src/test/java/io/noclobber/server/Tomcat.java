package io.noclobber.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Tomcat with the users ada and bob. HSQLDB's driver is in its own folder {@code lib}, that of PostgreSQL inside the application.
 *
 * @param home where it is unpacked
 * @param java what it runs on
 */
record Tomcat(String label, Path home, boolean jakarta, Path java) implements ServerKind {
    /** Of its users, who need not be anybody: nothing is closed to those who have not logged in. */
    static final String PASSWORD = "known to all tests";

    static Tomcat find(String version, boolean jakarta) {
        return new Tomcat("tomcat-" + version, Unpacked.find("apache-tomcat-" + version + "."), jakarta, Java.own());
    }

    Tomcat on(Path otherJava) {
        return new Tomcat(label, home, jakarta, otherJava);
    }

    @Override
    public Path api() {
        return home.resolve("lib").resolve("servlet-api.jar");
    }

    @Override
    public List<String> prepare(
            Path base, int port, Map<String, Path> applications, Map<String, ShopDatabase> databases)
            throws IOException {
        Path conf = Files.createDirectories(base.resolve("conf"));
        for (String folder : List.of("temp", "logs", "work", "lib")) {
            Files.createDirectories(base.resolve(folder));
        }
        for (String file : List.of("web.xml", "catalina.properties")) {
            Files.copy(home.resolve("conf").resolve(file), conf.resolve(file));
        }
        Files.writeString(conf.resolve("tomcat-users.xml"), """
                <tomcat-users>
                  <user username="ada" password="%1$s" roles="user"/>
                  <user username="bob" password="%1$s" roles="user"/>
                </tomcat-users>
                """.formatted(PASSWORD));
        Path shared = Unpacked.driver("hsqldb");
        Files.copy(shared, base.resolve("lib").resolve(shared.getFileName()));
        StringBuilder contexts = new StringBuilder();
        for (Map.Entry<String, Path> application : applications.entrySet()) {
            String path = application.getKey();
            Path folder = application.getValue();
            if (path.equals("postgresql")) {
                folder = base.resolve(path);
                WebApplication.copyWithDriver(application.getValue(), folder, Unpacked.driver(path));
            }
            contexts.append(context(path, folder, databases.get(path)));
        }
        Files.writeString(conf.resolve("server.xml"), """
                <Server port="-1">
                  <Service name="Catalina">
                    <Connector address="127.0.0.1" port="%d" maxThreads="20" minSpareThreads="2"/>
                    <Engine name="Catalina" defaultHost="localhost" backgroundProcessorDelay="1">
                      <Host name="localhost" appBase="webapps" autoDeploy="false" deployOnStartup="false">
                %s      </Host>
                    </Engine>
                  </Service>
                </Server>
                """.formatted(port, contexts));
        return List.of(
                "-Dcatalina.home=" + home,
                "-Dcatalina.base=" + base,
                "-Djava.io.tmpdir=" + base.resolve("temp"),
                "-cp",
                home.resolve("bin").resolve("bootstrap.jar")
                        + File.pathSeparator
                        + home.resolve("bin").resolve("tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start");
    }

    private static String context(String path, Path folder, ShopDatabase database) {
        return """
                        <Context path="/%s" docBase="%s" preemptiveAuthentication="true">
                          <Realm className="org.apache.catalina.realm.MemoryRealm"/>
                          <Valve className="org.apache.catalina.authenticator.BasicAuthenticator" cache="false"/>
                          <Manager processExpiresFrequency="1"/>
                          <Resource name="jdbc/shop" auth="Container" type="javax.sql.DataSource" maxTotal="8"
                                    driverClassName="%s" url="%s" username="%s" password="%s"/>
                        </Context>
                """.formatted(path, folder, database.driver(), database.url(), database.user(), database.password());
    }
}
