package harness;

import static harness.Samples.median;
import static harness.Samples.ms;
import static harness.Samples.perSecond;
import static harness.Samples.percentile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures what the pool does for and to a worker, with tasks that do nothing. */
final class PoolBench {

    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(1);
    private static final String EMPTY = "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[1]}}";
    private static final String NOTHING = "{\"type\":\"bench-nothing\",\"params\":{\"count\":%d,\"millis\":%d}%s}";
    private static final String FRESH = ",\"isolation\":\"FRESH\"";
    private static final int MANY_TASKS = 100_000;

    private final Server server;

    private PoolBench(Server server) {
        this.server = server;
    }

    /** What is measured on one server. */
    private interface Measurement {
        void run(PoolBench bench) throws Exception;
    }

    static void run() throws Exception {
        Path types = compileTypes();
        onServer(types, PoolBench::measure);
        Table table = Table.of("Tasks a second inside one job, and the latency of a trivial job, with other settings");
        onServer(
                types,
                bench -> table.row(
                        "one task a frame (forkyard.jobs.pipeline=0), tasks a second in jobs of 100,000",
                        perSecond(bench.manyTasksPerSecond())),
                "--forkyard.jobs.pipeline=0ms");
        onServer(types, bench -> bench.latency(table, "no recycling"));
        onServer(
                types,
                bench -> bench.latency(table, "a worker recycled after every 100 tasks"),
                "--forkyard.pool.max-tasks-per-worker=100");
        onServer(
                types,
                bench -> bench.latency(table, "a worker recycled after every 1,000 tasks"),
                "--forkyard.pool.max-tasks-per-worker=1000");
        onServer(types, bench -> bench.latency(table, "no recycling, again"));
        Programs.delete(types);
    }

    private static void onServer(Path types, Measurement measurement, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--forkyard.pool.class-path=" + types);
        try (Server server = Server.start(all.toArray(String[]::new))) {
            measurement.run(new PoolBench(server));
        }
    }

    /** The job types that only the benchmark has. */
    private static Path compileTypes() throws Exception {
        Path types = Programs.directory("types");
        Programs.lines(
                COMMAND_LIMIT,
                Programs.java() + "c",
                "-parameters",
                "-cp",
                "target/classes",
                "-d",
                types.toString(),
                "src/bench/types/Nothing.java");
        Path services = Files.createDirectories(types.resolve("META-INF/services"));
        Files.writeString(services.resolve("dev.forkyard.task.JobType"), "Nothing\n");
        return types;
    }

    private void measure() throws Exception {
        Table table = Table.of("Tasks a second inside one job");
        table.row(
                "several tasks a frame (the default), tasks a second in jobs of 100,000",
                perSecond(manyTasksPerSecond()));
        table = Table.of("A task and its worker");
        server.runs(NOTHING.formatted(1, 0, ""), 1_000);
        double[] pooled = server.runs(NOTHING.formatted(1, 0, ""), 200);
        double[] fresh = spacedRuns(NOTHING.formatted(1, 0, FRESH), 41, 1_000);
        double[] busy = server.runs(NOTHING.formatted(20, 0, FRESH), 5);
        table.row("POOLED: a job of one trivial task, median", ms(median(pooled)));
        table.row("FRESH: the same, one a second, median", ms(median(fresh)));
        table.row("FRESH: 20 tasks in one job, time per task, median of 5", ms(median(busy) / 20));
        table.row("kill -9 of a worker until its task runs again, median of 21", ms(median(killsToRunning(21))));
        double[] idle = cancels(10_000, 41);
        double[] spin = cancels(-1, 41);
        table.row("cancel of a job that sleeps, request until CANCELLED, median of 41", ms(median(idle)));
        table.row("the same, 95th percentile", ms(percentile(idle, 0.95)));
        table.row("cancel of a job that computes, request until CANCELLED, median of 41", ms(median(spin)));
    }

    private double manyTasksPerSecond() throws Exception {
        double[] rates = new double[7];
        for (int i = -5; i < rates.length; i++) {
            String answer = server.post("/api/v1/jobs", NOTHING.formatted(MANY_TASKS, 0, ""), 200);
            if (i >= 0) {
                rates[i] = MANY_TASKS / Json.number(answer, "wallSeconds");
            }
        }
        return median(rates);
    }

    private void latency(Table table, String what) throws Exception {
        double[] trips = trips(4000);
        double restarts = server.metric("forkyard_worker_restarts_total");
        table.row("round trip, " + what + ", median", ms(median(trips)));
        table.row("the same, 99th percentile (" + (int) restarts + " workers recycled)", ms(percentile(trips, 0.99)));
    }

    private double[] spacedRuns(String job, int count, long pauseMillis) throws Exception {
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            Thread.sleep(pauseMillis);
            seconds[i] = server.wait(job);
        }
        return seconds;
    }

    /** A worker is killed in its task; the second attempt's start tells when it ran again. */
    private double[] killsToRunning(int count) throws Exception {
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            Thread.sleep(1_000);
            String job = Json.text(server.post("/api/v1/jobs", NOTHING.formatted(1, -1, ""), 202), "self");
            long pid = (long) awaitNumber(job + "/tasks/0", "\"attempt\":1,.*?\"pid\":(\\d+)");
            long start = System.nanoTime();
            Programs.lines(COMMAND_LIMIT, "kill", "-9", Long.toString(pid));
            awaitNumber(job + "/tasks/0", "\"attempt\":2,.*?\"pid\":(\\d+)");
            seconds[i] = (System.nanoTime() - start) / 1e9;
            server.post(job + "/cancel", "", 202);
            awaitEnd(job);
        }
        return seconds;
    }

    private double[] cancels(long millis, int count) throws Exception {
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            String job = Json.text(server.post("/api/v1/jobs", NOTHING.formatted(1, millis, ""), 202), "self");
            awaitNumber(job + "/tasks/0", "\"attempt\":1,.*?\"pid\":(\\d+)");
            long start = System.nanoTime();
            server.post(job + "/cancel", "", 202);
            awaitEnd(job);
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        return seconds;
    }

    private void awaitEnd(String job) throws Exception {
        String body = server.get(job + "?wait=30s").body();
        if (!body.contains("\"state\":\"CANCELLED\"")) {
            throw new IllegalStateException(body);
        }
    }

    private double awaitNumber(String path, String pattern) throws Exception {
        Pattern wanted = Pattern.compile(pattern);
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            Matcher matcher = wanted.matcher(server.get(path).body());
            if (matcher.find()) {
                return Double.parseDouble(matcher.group(1));
            }
        }
        throw new IllegalStateException(path + " never showed " + pattern);
    }

    private double[] trips(int count) throws Exception {
        server.runs(EMPTY, count);
        return server.runs(EMPTY, count);
    }
}
