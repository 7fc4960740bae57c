package io.noclobber.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Jetty with the servlets of Jakarta EE 10.
 *
 * @param home where it is unpacked
 */
record Jetty(String label, Path home) implements ServerKind {

    static Jetty find(String version) {
        return new Jetty("jetty-" + version, Unpacked.find("jetty-home-" + version + "."));
    }

    @Override
    public Path api() throws IOException {
        try (Stream<Path> found = Files.walk(home.resolve("lib"))) {
            return found.filter(file -> file.getFileName().toString().startsWith("jakarta.servlet-api-6.0"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no servlet API 6.0 below " + home));
        }
    }

    @Override
    public boolean jakarta() {
        return true;
    }

    @Override
    public List<String> prepare(
            Path base, int port, Map<String, Path> applications, Map<String, ShopDatabase> databases)
            throws IOException {
        Path drivers = Files.createDirectories(base.resolve("lib").resolve("ext"));
        for (Path jar : Unpacked.drivers()) {
            Files.copy(jar, drivers.resolve(jar.getFileName()));
        }
        Files.writeString(
                Files.createDirectories(base.resolve("start.d")).resolve("shop.ini"),
                String.join(
                        "\n",
                        "--module=http",
                        "--module=ext",
                        "--module=sessions",
                        "--module=ee10-deploy",
                        "--module=ee10-plus",
                        "--module=ee10-jsp",
                        ""));
        Path contexts = Files.createDirectories(base.resolve("webapps"));
        for (Map.Entry<String, Path> application : applications.entrySet()) {
            String path = application.getKey();
            Files.writeString(
                    contexts.resolve(path + ".xml"), context(path, application.getValue(), databases.get(path)));
        }
        Files.createDirectories(base.resolve("temp"));
        return List.of(
                "-Djava.io.tmpdir=" + base.resolve("temp"),
                "-jar",
                home.resolve("start.jar").toString(),
                "jetty.base=" + base,
                "jetty.http.host=127.0.0.1",
                "jetty.http.port=" + port,
                "jetty.sessionScavengeInterval.seconds=1");
    }

    private static String context(String path, Path folder, ShopDatabase database) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
                <Configure id="shop" class="org.eclipse.jetty.ee10.webapp.WebAppContext">
                  <Set name="contextPath">/%s</Set>
                  <Set name="war">%s</Set>
                  <New class="org.eclipse.jetty.plus.jndi.Resource">
                    <Arg><Ref refid="shop"/></Arg>
                    <Arg>jdbc/shop</Arg>
                    <Arg>
                      <New class="%s">
                        <Set name="url">%s</Set>
                        <Set name="user">%s</Set>
                        <Set name="password">%s</Set>
                      </New>
                    </Arg>
                  </New>
                </Configure>
                """.formatted(path, folder, database.dataSource(), database.url(), database.user(), database.password());
    }
}
