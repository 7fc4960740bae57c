package jakarta.servlet.http;

import jakarta.servlet.ServletRequest;

/** A request by HTTP. */
public interface HttpServletRequest extends ServletRequest {
    /** Such as GET. */
    String getMethod();

    /** One header. */
    String getHeader(String name);

    /** All cookies, {@code null} for none. */
    Cookie[] getCookies();

    /** Who has logged in. */
    String getRemoteUser();

    /** Its session. */
    HttpSession getSession(boolean create);
}
