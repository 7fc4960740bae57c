package jakarta.servlet;

/** As far as the tests need it. */
public interface AsyncContext {
    ServletRequest getRequest();
}
