package jakarta.servlet.http;

/** What a client sends each time. */
public record Cookie(String getName, String getValue) {}
