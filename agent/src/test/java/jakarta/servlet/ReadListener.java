package jakarta.servlet;

import java.io.IOException;

/** As far as the tests need it. */
public interface ReadListener {
    void onDataAvailable() throws IOException;

    void onAllDataRead() throws IOException;
}
