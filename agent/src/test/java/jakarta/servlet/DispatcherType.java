package jakarta.servlet;

/** How a request comes to a servlet. */
public enum DispatcherType {
    /** From a client. */
    REQUEST,
    /** Because another one failed. */
    ERROR
}
