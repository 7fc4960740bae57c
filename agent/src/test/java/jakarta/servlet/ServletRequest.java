package jakarta.servlet;

/** Any request. */
public interface ServletRequest {
    /** How it came. */
    DispatcherType getDispatcherType();

    /** What somebody has left. */
    Object getAttribute(String name);
}
