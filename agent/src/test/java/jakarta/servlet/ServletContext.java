package jakarta.servlet;

/** An application. */
public interface ServletContext {
    /** Its path. */
    String getContextPath();
}
