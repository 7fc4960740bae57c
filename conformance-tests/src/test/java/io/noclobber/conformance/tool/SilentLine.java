package io.noclobber.conformance.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What stands between a program and a server, until it hands nothing on, or takes the connections away. Thread-safe. */
final class SilentLine implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile boolean silent;
    private volatile @Nullable String until;

    private SilentLine(int port) throws IOException {
        this.port = port;
        daemon(() -> {
            while (true) {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), port());
                sockets.addAll(List.of(near, far));
                daemon(() -> pass(near.getInputStream(), far.getOutputStream()));
                daemon(() -> pass(far.getInputStream(), near.getOutputStream()));
            }
        });
    }

    private int port() {
        return port;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // the other end, or the test, is over
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void pass(InputStream from, OutputStream to) throws IOException {
        byte[] bytes = new byte[8192];
        for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
            String text = until;
            if (text != null && new String(bytes, 0, n, StandardCharsets.ISO_8859_1).contains(text)) {
                silent = true;
            }
            if (!silent) {
                to.write(bytes, 0, n);
            }
        }
    }

    /** One to the port of {@code server}. */
    static SilentLine to(HsqldbServer server) throws IOException {
        return new SilentLine(Integer.parseInt(server.url().replaceFirst(".*:(\\d+)/.*", "$1")));
    }

    /** How the server is reached by it. */
    String url(HsqldbServer server) {
        return server.url().replaceFirst(":\\d+/", ":" + door.getLocalPort() + "/");
    }

    void fallSilent() {
        silent = true;
    }

    /** It falls silent once somebody asks the server something with this text in it. */
    void fallSilentAt(String text) {
        until = text;
    }

    void end() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
