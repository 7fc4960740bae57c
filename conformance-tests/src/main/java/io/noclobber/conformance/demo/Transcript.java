package io.noclobber.conformance.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What is shown of the demo: numbered steps, and after each what was true. Confined to one thread. */
final class Transcript {
    private static final int WIDTH = 90;
    private static final String MARGIN = " ".repeat(16);

    private final PrintStream out;
    private final List<String> untrue = new ArrayList<>();
    private int step;
    private int checks;

    Transcript(PrintStream out) {
        this.out = out;
    }

    void heading(String text) {
        out.println();
        out.println(text);
        out.println("-".repeat(text.length()));
    }

    void line(String text) {
        out.println(text);
    }

    /** Somebody does something. */
    void step(String who, String what) {
        out.println();
        wrap(String.format("%3d  %-8s   ", ++step, who), what);
    }

    /** What the message box of the application says. */
    void says(String message) {
        wrap(MARGIN + "says: ", message);
    }

    /** Something that must be true. */
    void check(boolean holds, String statement) {
        checks++;
        if (!holds) {
            untrue.add("step " + step + ": " + statement);
        }
        wrap(MARGIN + (holds ? "true: " : "NOT TRUE: "), statement);
    }

    /** The last lines. Tells whether everything was true. */
    boolean conclude() {
        out.println();
        if (untrue.isEmpty()) {
            out.println("All " + checks + " statements were true.");
        } else {
            out.println(untrue.size() + " of " + checks + " statements were NOT TRUE:");
            untrue.forEach(statement -> out.println("  " + statement));
        }
        return untrue.isEmpty();
    }

    private void wrap(String start, String text) {
        StringBuilder line = new StringBuilder(start);
        boolean empty = true;
        for (String word : text.split("\\s+")) {
            if (!empty && line.length() + word.length() >= WIDTH) {
                out.println(line);
                line = new StringBuilder(" ".repeat(start.length()));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.println(line);
    }
}
