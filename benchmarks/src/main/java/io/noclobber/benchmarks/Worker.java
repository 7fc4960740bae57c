package io.noclobber.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * The process of one variant: reads {@code WORK times} from its input, does the work so often and answers with the
 * nanoseconds it took. Ends with its input.
 */
final class Worker {
    private static volatile Object result = "";

    private Worker() {}

    /**
     * Runs it.
     *
     * @param arguments variant, real URL, user, password
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (OrderEntry application =
                Application.open(Variant.valueOf(arguments[0]), arguments[1], arguments[2], arguments[3])) {
            answers.println("ready");
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                String[] order = line.split(" ");
                answers.println(measure(application, Work.valueOf(order[0]), Integer.parseInt(order[1])));
            }
        }
    }

    private static long measure(OrderEntry application, Work work, int times) throws SQLException {
        application.clear();
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            result = work.run(application);
        }
        return System.nanoTime() - start;
    }
}
