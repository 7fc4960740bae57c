package jakarta.servlet.http;

import jakarta.servlet.ServletContext;

/** What a user has begun. */
public interface HttpSession {
    /** What tells it from others. */
    String getId();

    /** Whose it is. */
    ServletContext getServletContext();
}
