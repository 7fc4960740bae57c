package io.noclobber.conformance.demo;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.RunningServers;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The demo: the same application, first with its own URL, then with {@code noclobber:} in it. Confined to one thread. */
public final class Demo {
    private static final String PREFIX = "noclobber:";
    private static final int MOST_SECONDS = 300;

    private final Database database;
    private final String prefix;
    private final Transcript transcript;

    /**
     * A demo on a running database.
     *
     * @param prefix what is put behind {@code jdbc:} for the second part
     */
    Demo(Database database, String prefix, PrintStream out) {
        this.database = database;
        this.prefix = prefix;
        this.transcript = new Transcript(out);
    }

    /**
     * Runs the demo and ends the JVM: with 0 when everything was true that it says, else with 1.
     *
     * @param arguments the name of the database, HSQLDB's when there is none
     */
    public static void main(String[] arguments) throws InterruptedException {
        String name = arguments.length == 0 ? DemoEngine.HSQLDB.toString() : arguments[0];
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        Thread thread = new Thread(() -> tell(name, told), "demo");
        thread.setDaemon(true);
        thread.start();
        boolean allTrue = false;
        try {
            allTrue = told.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            System.out.println("\nNOT TRUE: the demo did not end within " + MOST_SECONDS + " seconds.");
        } catch (ExecutionException failed) {
            System.out.println("\nNOT TRUE: the demo could not be told to its end.");
            failed.getCause().printStackTrace(System.out);
        }
        RunningServers.stop();
        System.exit(allTrue ? 0 : 1);
    }

    private static void tell(String name, CompletableFuture<Boolean> told) {
        try {
            Optional<DemoEngine> engine = DemoEngine.find(name);
            if (engine.isEmpty()) {
                System.out.println("There is no database '" + name + "' for this demo. -Ddb= takes one of: "
                        + DemoEngine.names() + ".");
            }
            told.complete(engine.isPresent() && new Demo(engine.get().engine().database(), PREFIX, System.out).tell());
        } catch (SQLException | RuntimeException | Error failure) {
            told.completeExceptionally(failure);
        }
    }

    /** Tells the whole story, and whether all of it was true. */
    boolean tell() throws SQLException {
        String guarded = database.url(prefix);
        transcript.heading("Two people, one order, on " + product());
        transcript.line("The application is com.example.orders, which knows of no optimistic lock.");
        transcript.line("\"Database\" is what another connection of the bare driver reads.");
        try {
            transcript.heading("1. The application with its own URL");
            transcript.line(database.url());
            play(database.url(), Story::lose);

            transcript.heading("2. The same application; only its URL has changed");
            transcript.line("was  " + database.url());
            transcript.line("now  " + guarded);
            play(guarded, Story::keep);
        } finally {
            OrderTables.drop(database);
        }
        return transcript.conclude();
    }

    private interface Part {
        void play(Story story) throws SQLException;
    }

    private void play(String url, Part part) throws SQLException {
        OrderTables.create(database);
        Story story = new Story(database, transcript, url);
        try {
            part.play(story);
        } finally {
            story.end();
        }
    }

    private String product() throws SQLException {
        try (Connection connection = database.connect()) {
            return connection.getMetaData().getDatabaseProductName() + " "
                    + connection.getMetaData().getDatabaseProductVersion();
        }
    }
}
