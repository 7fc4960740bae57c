package jakarta.servlet;

/** As far as the tests need it. */
public class AsyncEvent {
    private final AsyncContext context;
    private final ServletRequest request;

    public AsyncEvent(AsyncContext context, ServletRequest request) {
        this.context = context;
        this.request = request;
    }

    public AsyncContext getAsyncContext() {
        return context;
    }

    public ServletRequest getSuppliedRequest() {
        return request;
    }
}
