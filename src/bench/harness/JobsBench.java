package harness;

import static harness.Samples.median;
import static harness.Samples.ms;
import static harness.Samples.perSecond;
import static harness.Samples.percentile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Measures the service with trivial work and with the README's jobs, beside the pools that come with Python. */
final class JobsBench {

    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Path PEERS = Path.of("src/bench/python/peers.py");
    private static final Duration PEERS_LIMIT = Duration.ofMinutes(5);
    private static final Duration BARE_LIMIT = Duration.ofMinutes(1);
    private static final String EMPTY = "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[1]}}";
    private static final String LIST =
            "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[1000,1500,2000],\"algorithm\":\"bbp\"}%s}";
    private static final String SAMPLES =
            "{\"type\":\"pi-monte-carlo\",\"params\":{\"samples\":100000000,\"seed\":42}%s}";
    private static final String ALONE = ",\"parallelism\":1";

    private final Server server;

    private JobsBench(Server server) {
        this.server = server;
    }

    static void run() throws Exception {
        Table table = Table.of("Starting");
        try (Server server = Server.start("--forkyard.pool.warm-up=false")) {
            new JobsBench(server).starts(table);
        }
        try (Server server = Server.start()) {
            new JobsBench(server).measure(table);
        }
    }

    /** Without warm-ups, which would take the cores from the starts that follow. */
    private void starts(Table table) throws Exception {
        table.row("worker JVM, launch until it takes work, median of 21", ms(median(workerStarts(21))));
        table.row("bare JVM, start to exit, median of 21", ms(median(bareStarts(21))));
        table.row("idle worker's resident memory, without a warm-up", memory());
    }

    private void measure(Table starting) throws Exception {
        int workers = server.workers().size();
        double firstList = server.wait(LIST.formatted(""));
        double firstSamples = server.wait(SAMPLES.formatted(""));
        Map<String, Double> peers = peers(workers);

        awaitWarm();
        starting.row("idle worker's resident memory, warmed up", memory());

        Table table = Table.of("Round trip of a trivial job, one after the other");
        double[] trips = trips(3000);
        table.row("Forkyard: HTTP, 1 task, durable; median", ms(median(trips)));
        table.row("Forkyard: 99th percentile", ms(percentile(trips, 0.99)));
        table.row("Python ProcessPoolExecutor.submit, in process, nothing stored", ms(peers.get("executor.submit")));
        table.row("Python Pool.apply, in process, nothing stored", ms(peers.get("pool.apply")));

        table = Table.of("Throughput of trivial work");
        table.row("Forkyard: tasks a second in jobs of 1,000", perSecond(tasksPerSecond()));
        table.row("Forkyard: jobs a second, 16 clients at once", perSecond(jobsPerSecond()));
        table.row("Python Pool.map, chunk size 1, tasks a second", perSecond(peers.get("pool.map")));
        table.row("Python ProcessPoolExecutor.map, tasks a second", perSecond(peers.get("executor.map")));

        table = Table.of("π to 1000, 1500 and 2000 digits by BBP");
        table.row("Forkyard: first job after start", ms(firstList));
        table.row("Forkyard: whole pool, median of 21", ms(median(server.runs(LIST.formatted(""), 21))));
        table.row("Forkyard: parallelism 1, median of 21", ms(median(server.runs(LIST.formatted(ALONE), 21))));
        table.row("Python, Pool(3)", ms(peers.get("bbp.pool")));
        table.row("Python, in sequence", ms(peers.get("bbp.sequence")));

        table = Table.of("Monte Carlo");
        table.row("Forkyard: 100,000,000 samples, first job of the kind", ms(firstSamples));
        table.row(
                "Forkyard: 100,000,000 samples, whole pool, median of 11",
                ms(median(server.runs(SAMPLES.formatted(""), 11))));
        table.row(
                "Forkyard: 100,000,000 samples, parallelism 1, median of 11",
                ms(median(server.runs(SAMPLES.formatted(ALONE), 11))));
        table.row("Python, 10,000,000 samples (a tenth), Pool(" + workers + ")", ms(peers.get("montecarlo.pool")));
        table.row("Python, 10,000,000 samples (a tenth), in sequence", ms(peers.get("montecarlo.sequence")));
    }

    /** Kills a worker and waits for the next one; each sample is what the metric's sum grew by. */
    private double[] workerStarts(int count) throws Exception {
        int workers = server.workers().size();
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            double sum = server.metric("forkyard_worker_start_seconds_sum");
            double starts = server.metric("forkyard_worker_start_seconds_count");
            long pid = server.workers().get(i % workers);
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            while (server.metric("forkyard_worker_start_seconds_count") == starts
                    || server.workers().size() < workers) {
                Thread.sleep(20);
            }
            seconds[i] = server.metric("forkyard_worker_start_seconds_sum") - sum;
        }
        return seconds;
    }

    private static double[] bareStarts(int count) throws Exception {
        Path directory = Programs.directory("bare");
        Path source = directory.resolve("Bare.java");
        Files.writeString(source, "public class Bare { public static void main(String[] args) {} }");
        Programs.lines(BARE_LIMIT, Programs.java() + "c", "-d", directory.toString(), source.toString());
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            Programs.start(new ProcessBuilder(Programs.java(), "-XX:+UseSerialGC", "-cp", directory.toString(), "Bare"))
                    .waitFor(BARE_LIMIT.toSeconds(), TimeUnit.SECONDS);
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        Programs.delete(directory);
        return seconds;
    }

    private double[] trips(int count) throws Exception {
        server.runs(EMPTY, count);
        return server.runs(EMPTY, count);
    }

    private double tasksPerSecond() throws Exception {
        String ones = String.join(",", Stream.generate(() -> "1").limit(1000).toList());
        String job = "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[" + ones + "]}}";
        server.runs(job, 20);
        return 1000 / median(server.runs(job, 20));
    }

    private double jobsPerSecond() throws Exception {
        int clients = 16;
        int each = 300;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<double[]>> futures = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < clients; i++) {
                Callable<double[]> client = () -> server.runs(EMPTY, each);
                futures.add(threads.submit(client));
            }
            for (Future<double[]> future : futures) {
                future.get();
            }
            return clients * each / ((System.nanoTime() - start) / 1e9);
        } finally {
            threads.shutdown();
        }
    }

    private String memory() throws Exception {
        Thread.sleep(3_000);
        return "%.1f MB".formatted(server.metric("forkyard_worker_memory_bytes") / server.workers().size() / 1e6);
    }

    /** Workers and the spare warm up one after the other for some ten seconds, if nothing else is to be done. */
    private static void awaitWarm() throws InterruptedException {
        Thread.sleep(WARM_UP.toMillis());
    }

    private static Map<String, Double> peers(int workers) throws Exception {
        Map<String, Double> values = new HashMap<>();
        try {
            for (String line : Programs.lines(PEERS_LIMIT, "python3", PEERS.toString(), Integer.toString(workers))) {
                String[] pair = line.split("\t");
                values.put(pair[0], Double.valueOf(pair[1]));
            }
        } catch (NotMeasured e) {
            System.out.println("\nPython's rows are empty: " + e.getMessage());
        }
        return values;
    }
}
