package io.noclobber.server;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** One user with cookies, who follows redirections. */
final class Browser {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** What the server has answered. */
    record Answer(int status, String path, String body) {
        static Answer of(HttpResponse<String> response) {
            return new Answer(response.statusCode(), response.uri().getPath(), response.body());
        }
    }

    private final URI application;
    private final Map<String, String> headers;
    private final CookieManager cookies;
    private final HttpClient client;

    /** Somebody whom the server has not seen. */
    Browser(URI application) {
        this(application, Map.of());
    }

    /** Somebody who sends these headers with each request. */
    Browser(URI application, Map<String, String> headers) {
        this(application, headers, new CookieManager());
    }

    private Browser(URI application, Map<String, String> headers, CookieManager cookies) {
        this.application = application;
        this.headers = headers;
        this.cookies = cookies;
        this.client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .build();
    }

    /** The same user, by another connection to the server. */
    Browser again() {
        return new Browser(application, headers, cookies);
    }

    /** The same cookies, with these headers instead. */
    Browser sending(Map<String, String> others) {
        return new Browser(application, others, cookies);
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    /** Sends a form: {@code name=value} each. */
    Answer post(String path, String... fields) throws IOException, InterruptedException {
        return send(form(path, fields));
    }

    CompletableFuture<Answer> postLater(String path, String... fields) {
        return client.sendAsync(form(path, fields), HttpResponse.BodyHandlers.ofString())
                .thenApply(Answer::of);
    }

    Answer postJson(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private HttpRequest form(String path, String... fields) {
        String body = Arrays.stream(fields)
                .map(field -> field.split("=", 2))
                .map(field -> field[0] + "=" + URLEncoder.encode(field[1], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(application + path)).timeout(LIMIT);
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        return Answer.of(client.send(request, HttpResponse.BodyHandlers.ofString()));
    }
}
