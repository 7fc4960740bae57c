package io.noclobber.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser with a window, of one user who was never here before. Driven by the requests of W3C WebDriver, of which few are needed. */
final class Chromium implements AutoCloseable {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final int OK = 200;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern TEXT = Pattern.compile("\"value\":\"((?:[^\"\\\\]++|\\\\.)*+)\"");
    private static final Pattern ELEMENT = Pattern.compile("\"element-[0-9a-f-]+\":\"([^\"]+)\"");
    private static final Pattern SESSION = Pattern.compile("\"sessionId\":\"([^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process driver;
    private final URI address;
    private final String session;

    private Chromium(Process driver, URI address, Path profile) throws IOException, InterruptedException {
        this.driver = driver;
        this.address = address;
        awaitDriver();
        this.session = "/session/" + one(SESSION, send("POST", "/session", capabilities(profile)));
    }

    /** Whether there is one. */
    static boolean isInstalled() {
        return Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
    }

    /**
     * Starts one.
     *
     * @param place an empty folder
     */
    static Chromium start(Path place) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Process driver = new ProcessBuilder(DRIVER.toString(), "--port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("chromedriver.txt").toFile())
                .start();
        try {
            return new Chromium(driver, URI.create("http://127.0.0.1:" + port), place.resolve("profile"));
        } catch (IOException | InterruptedException | RuntimeException failure) {
            end(driver);
            throw failure;
        }
    }

    private static String capabilities(Path profile) {
        String arguments = List.of(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=900,300",
                        "--user-data-dir=" + profile)
                .stream()
                .map(argument -> '"' + argument + '"')
                .collect(Collectors.joining(","));
        return """
                {"capabilities":{"alwaysMatch":{"goog:chromeOptions":{"binary":"%s","args":[%s]}}}}""".formatted(BROWSER, arguments);
    }

    private void awaitDriver() throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                send("GET", "/status", "");
                return;
            } catch (IOException notYet) {
                if (!driver.isAlive() || System.nanoTime() > end) {
                    throw notYet;
                }
                Thread.sleep(20);
            }
        }
    }

    void open(URI page) throws IOException, InterruptedException {
        send("POST", session + "/url", "{\"url\":\"" + page + "\"}");
    }

    /** What stands on the page. */
    String text() throws IOException, InterruptedException {
        return unescaped(one(TEXT, send("GET", element("body") + "/text", "")));
    }

    /** What is in a field. */
    String field(String name) throws IOException, InterruptedException {
        return unescaped(one(TEXT, send("GET", element(named(name)) + "/property/value", "")));
    }

    /** Types into a field what consists of letters and blanks, instead of what is there. */
    void type(String name, String letters) throws IOException, InterruptedException {
        String field = element(named(name));
        send("POST", field + "/clear", "{}");
        send("POST", field + "/value", "{\"text\":\"" + letters + "\"}");
    }

    /** Clicks at what the CSS selector finds, which leads to another page; that is there when this returns. */
    void click(String selector) throws IOException, InterruptedException {
        String page = element("html");
        send("POST", element(selector) + "/click", "{}");
        // the click itself may return while the page is still the old one
        long end = System.nanoTime() + LIMIT.toNanos();
        while (ask("GET", page + "/name", "").statusCode() == OK) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the click at " + selector + " led to no other page");
            }
            Thread.sleep(20);
        }
    }

    /** Puts a picture of the page into a file. */
    void screenshot(Path file) throws IOException, InterruptedException {
        byte[] picture = Base64.getDecoder().decode(one(TEXT, send("GET", session + "/screenshot", "")));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, picture);
    }

    private static String named(String field) {
        return "input[name=" + field + "]";
    }

    private String element(String selector) throws IOException, InterruptedException {
        String query = "{\"using\":\"css selector\",\"value\":\"" + selector + "\"}";
        return session + "/element/" + one(ELEMENT, send("POST", session + "/element", query));
    }

    private String send(String method, String path, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(method, path, json);
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(
                    method + " " + path + " gave " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> ask(String method, String path, String json) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher body =
                json.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json);
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String one(Pattern pattern, String answer) {
        Matcher found = pattern.matcher(answer);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in " + answer);
        }
        return found.group(1);
    }

    private static String unescaped(String json) {
        return json.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    }

    @Override
    public void close() {
        try {
            send("DELETE", session, "");
        } catch (IOException gone) {
            throw new IllegalStateException("the browser cannot be ended", gone);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            end(driver);
        }
    }

    /** The driver, and the browsers that it has not ended itself. */
    private static void end(Process driver) {
        List<ProcessHandle> left = driver.descendants().toList();
        driver.destroy();
        left.forEach(ProcessHandle::destroyForcibly);
    }
}
