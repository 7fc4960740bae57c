package io.noclobber.server;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures what the agent costs: at the start of Tomcat, in its memory, and in loading many classes. With it and without it in turn, so
 * that both meet the same machine; prints the medians, and the median of the differences. Ends with 1 where a limit is exceeded.
 */
final class AgentCosts {
    private static final Path AGENT =
            Path.of(System.getProperty("agent.jar")).toAbsolutePath().normalize();
    private static final int STARTS = Integer.getInteger("costs.starts", 9);
    private static final int LOADS = Integer.getInteger("costs.loads", 25);
    private static final int CLASSES = Integer.getInteger("costs.classes", 15_000);
    private static final long LIMIT_SECONDS = 300;
    /** Lets each line of the log begin with the milliseconds of its time. */
    private static final String TIMES = "-Djava.util.logging.SimpleFormatter.format=%1$tQ %5$s%n";

    /** In lines of {@code GC.heap_info}: what is in use of each generation and of the metaspace. */
    private static final Pattern USED = Pattern.compile("^ ?(?! *class space).*?[ ,]used (\\d+)K", Pattern.MULTILINE);

    /** One start of Tomcat: until it says so, until the first page with an order, what processors did for that, and what is in use then. */
    private record Start(
            double startMillis,
            double mainMillis,
            double pageMillis,
            double processorMillis,
            double usedMegabytes,
            double residentMegabytes) {}

    /** Loading all classes once: by the clock, and of processors. */
    private record Load(double millis, double processorMillis) {}

    private final Path place;
    private final List<String> exceeded = new ArrayList<>();

    private AgentCosts(Path place) {
        this.place = place;
    }

    public static void main(String[] arguments) throws Exception {
        Path place = Files.createTempDirectory("costs");
        List<String> exceeded;
        try (HsqldbServer hsqldb = HsqldbServer.start()) {
            ShopDatabase database = hsqldb.database();
            database.create();
            AgentCosts costs = new AgentCosts(place);
            System.out.println("JDK " + Runtime.version() + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors, " + STARTS + " starts and " + LOADS
                    + " loads each, medians");
            System.out.println("| | without | with the agent | more |");
            System.out.println("|---|---|---|---|");
            costs.server(database);
            costs.classes();
            exceeded = costs.exceeded;
        } finally {
            delete(place);
        }
        exceeded.forEach(line -> System.err.println("OVER THE LIMIT: " + line));
        if (!exceeded.isEmpty()) {
            System.exit(1);
        }
    }

    private void server(ShopDatabase database) throws IOException, InterruptedException {
        List<Start> without = new ArrayList<>();
        List<Start> with = new ArrayList<>();
        // the first of each fills the caches of the machine
        for (int i = 0; i <= STARTS; i++) {
            Start bare = start(database, place.resolve("bare" + i), List.of());
            Start guarded = start(database, place.resolve("guarded" + i), List.of("-javaagent:" + AGENT));
            if (i > 0) {
                without.add(bare);
                with.add(guarded);
            }
        }
        print("Tomcat 10.1 until it has started, ms", without, with, Start::startMillis);
        print("the same, of a processor for the thread that starts it, ms", without, with, Start::mainMillis);
        print("Tomcat 10.1 until the first page with a row, ms", without, with, Start::pageMillis);
        print("the same, of processors, ms", without, with, Start::processorMillis);
        print("heap and metaspace in use after that, MB", without, with, Start::usedMegabytes);
        check(CostLimit.START, more(without, with, Start::startMillis));
        check(CostLimit.MEMORY, more(without, with, Start::usedMegabytes));
        print("resident memory of the process, MB", without, with, Start::residentMegabytes);
    }

    private static Start start(ShopDatabase database, Path base, List<String> agent)
            throws IOException, InterruptedException {
        List<String> jvm = new ArrayList<>(agent);
        jvm.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", TIMES));
        try (RunningServer server =
                RunningServer.start(Tomcat.find("10.1", true), base, jvm, Map.of("shop", database))) {
            double page = millis(server.begun(), Instant.now());
            long pid = server.pid();
            double processors = ProcessHandle.of(pid)
                    .flatMap(process -> process.info().totalCpuDuration())
                    .map(Duration::toMillis)
                    .orElse(0L);
            jcmd(pid, "GC.run");
            Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
            double kilobytes = 0;
            while (used.find()) {
                kilobytes += Double.parseDouble(used.group(1));
            }
            return new Start(
                    millis(server.begun(), saysStarted(server)),
                    mainMillis(pid),
                    page,
                    processors,
                    kilobytes / 1024,
                    resident(pid));
        }
    }

    /** By the time that stands before the line in which Tomcat says so. */
    private static Instant saysStarted(RunningServer server) {
        Matcher line = Pattern.compile("(\\d+) Server startup in").matcher(server.said());
        if (!line.find()) {
            throw new IllegalStateException("Tomcat does not say that it has started:\n" + server.said());
        }
        return Instant.ofEpochMilli(Long.parseLong(line.group(1)));
    }

    private static double millis(Instant start, Instant end) {
        return Duration.between(start, end).toNanos() / 1e6;
    }

    /** What Linux has given to the thread of {@code main}, which does all of Tomcat's start: other work of the machine is not in it. */
    private static double mainMillis(long pid) throws IOException {
        Path threads = Path.of("/proc", String.valueOf(pid), "task");
        if (!Files.exists(threads)) {
            return Double.NaN;
        }
        try (Stream<Path> found = Files.list(threads)) {
            for (Path thread : found.toList()) {
                boolean first = thread.endsWith(String.valueOf(pid));
                if (!first && Files.readString(thread.resolve("comm")).strip().equals("java")) {
                    String nanos = Files.readString(thread.resolve("schedstat")).split(" ", 2)[0];
                    return Double.parseDouble(nanos) / 1e6;
                }
            }
        }
        return Double.NaN;
    }

    private static double resident(long pid) throws IOException {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }

    private void classes() throws IOException, InterruptedException {
        Path jar = place.resolve("many.jar");
        ManyClasses.write(jar, CLASSES);
        Path idleAgent = place.resolve("idle.jar");
        IdleAgent.write(idleAgent);
        List<Load> without = new ArrayList<>();
        List<Load> idle = new ArrayList<>();
        List<Load> with = new ArrayList<>();
        for (int i = 0; i <= LOADS; i++) {
            Load bare = load(jar, List.of());
            // what no agent can avoid that is to see the classes: the rest of the difference is ours
            Load shown = load(jar, List.of("-javaagent:" + idleAgent));
            Load guarded = load(jar, List.of("-javaagent:" + AGENT));
            if (i > 0) {
                without.add(bare);
                idle.add(shown);
                with.add(guarded);
            }
        }
        String what = "loading of " + CLASSES + " classes, ms";
        print(what, without, with, Load::millis);
        print("the same, of processors, ms", without, with, Load::processorMillis);
        print(what + ", with an agent that does nothing instead", without, idle, Load::millis);
        print("the same, of processors, ms", without, idle, Load::processorMillis);
        double bare = quartile(without.stream().mapToDouble(Load::millis), 2);
        check(CostLimit.LOADING, more(without, with, Load::millis).map(millis -> 100 * millis / bare));
    }

    private void check(CostLimit limit, DoubleStream more) {
        limit.exceededBy(more).ifPresent(exceeded::add);
    }

    private static Load load(Path jar, List<String> agent) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(agent);
        Path own = Path.of(AgentCosts.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        command.addAll(List.of("-cp", jar + File.pathSeparator + own, LoadClasses.class.getName()));
        String[] measured = run(command).strip().split(" ", 2);
        return new Load(Double.parseDouble(measured[0]), Double.parseDouble(measured[1]));
    }

    private static String jcmd(long pid, String what) throws IOException, InterruptedException {
        return run(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(pid), what));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("costs", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("took too long: " + command);
            }
            if (process.exitValue() != 0) {
                throw new IOException(command + " ended with " + process.exitValue() + ": "
                        + Files.readString(output, StandardCharsets.UTF_8));
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            Files.delete(output);
        }
    }

    private interface Number<T> {
        double of(T measured);
    }

    /** What is more is told by pairs of runs that stand beside each other, as the machine is not as fast at all times. */
    private static <T> void print(String what, List<T> without, List<T> with, Number<T> number) {
        double bare = quartile(without.stream().mapToDouble(number::of), 2);
        double guarded = quartile(with.stream().mapToDouble(number::of), 2);
        double[] more = more(without, with, number).toArray();
        double middle = quartile(DoubleStream.of(more), 2);
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f (%.1f %%), half of them %.1f to %.1f |",
                what,
                bare,
                guarded,
                middle,
                100 * middle / bare,
                quartile(DoubleStream.of(more), 1),
                quartile(DoubleStream.of(more), 3)));
    }

    private static <T> DoubleStream more(List<T> without, List<T> with, Number<T> number) {
        return IntStream.range(0, with.size()).mapToDouble(i -> number.of(with.get(i)) - number.of(without.get(i)));
    }

    private static double quartile(DoubleStream measured, int quarter) {
        return CostLimit.quartile(measured.sorted().toArray(), quarter);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
