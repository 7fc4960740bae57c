package jakarta.servlet;

import java.io.IOException;

/** As far as the tests need it. */
public interface WriteListener {
    void onWritePossible() throws IOException;
}
