import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures Forkyard over HTTP, and beside it, in the same run, the peers that this machine has. Starts the executable JAR on
 * a free port with an empty data directory, and prints Markdown tables.
 *
 * <pre>./mvnw -DskipTests package && java src/bench/Bench.java [jobs] [pool]</pre>
 */
public final class Bench {

    private static final Path JAR = Path.of("target/forkyard.jar");
    private static final Path PEERS = Path.of("src/bench/python/peers.py");
    private static final String EMPTY = "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[1]}}";
    private static final String LIST =
            "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[1000,1500,2000],\"algorithm\":\"bbp\"}%s}";
    private static final String SAMPLES = "{\"type\":\"pi-monte-carlo\",\"params\":{\"samples\":100000000,\"seed\":42}%s}";
    private static final String ALONE = ",\"parallelism\":1";

    private static final String NOTHING = "{\"type\":\"bench-nothing\",\"params\":{\"count\":%d,\"millis\":%d}%s}";
    private static final String FRESH = ",\"isolation\":\"FRESH\"";
    private static final int MANY_TASKS = 100_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    private Bench(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    public static void main(String[] args) throws Exception {
        if (!Files.isRegularFile(JAR)) {
            System.err.println(JAR + " is missing: run ./mvnw -DskipTests package first");
            System.exit(1);
        }
        Path types = compileTypes();
        List<String> only = List.of(args);
        if (only.isEmpty() || only.contains("jobs")) {
            onServer(types, Bench::measureJobs);
        }
        if (only.isEmpty() || only.contains("pool")) {
            onServer(types, Bench::measurePool);
            head("Tasks a second inside one job, and the latency of a trivial job, with other settings");
            onServer(types, bench -> row(
                    "one task a frame (forkyard.jobs.pipeline=0), tasks a second in jobs of 100,000",
                    perSecond(bench.manyTasksPerSecond())), "--forkyard.jobs.pipeline=0ms");
            onServer(types, bench -> bench.latency("no recycling"));
            onServer(types, bench -> bench.latency("a worker recycled after every 100 tasks"),
                    "--forkyard.pool.max-tasks-per-worker=100");
            onServer(types, bench -> bench.latency("a worker recycled after every 1,000 tasks"),
                    "--forkyard.pool.max-tasks-per-worker=1000");
            onServer(types, bench -> bench.latency("no recycling, again"));
        }
        delete(types);
    }

    /** What is measured on one server. */
    private interface Measurement {
        void run(Bench bench) throws Exception;
    }

    private static void onServer(Path types, Measurement measurement, String... options) throws Exception {
        Path data = Files.createTempDirectory("forkyard-bench-");
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(java(), "-jar", JAR.toString(), "--server.port=" + port));
        command.add("--forkyard.data-directory=" + data);
        command.add("--forkyard.pool.class-path=" + types);
        command.addAll(List.of(options));
        Process server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("server.log").toFile())
                .start();
        try {
            Bench bench = new Bench(port);
            bench.awaitReady();
            measurement.run(bench);
        } finally {
            server.destroy();
            server.waitFor();
            delete(data);
        }
    }

    /** The job types that only the benchmark has. */
    private static Path compileTypes() throws Exception {
        Path types = Files.createTempDirectory("forkyard-types-");
        Path source = Path.of("src/bench/types/Nothing.java");
        int exit = new ProcessBuilder(
                        java() + "c", "-parameters", "-cp", "target/classes", "-d", types.toString(), source.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException(source + " does not compile");
        }
        Path services = Files.createDirectories(types.resolve("META-INF/services"));
        Files.writeString(services.resolve("dev.forkyard.task.JobType"), "Nothing\n");
        return types;
    }

    private void measurePool() throws Exception {
        head("Tasks a second inside one job");
        row("several tasks a frame (the default), tasks a second in jobs of 100,000", perSecond(manyTasksPerSecond()));
        head("A task and its worker");
        runs(NOTHING.formatted(1, 0, ""), 1_000);
        double[] pooled = runs(NOTHING.formatted(1, 0, ""), 200);
        double[] fresh = spacedRuns(NOTHING.formatted(1, 0, FRESH), 41, 1_000);
        double[] busy = runs(NOTHING.formatted(20, 0, FRESH), 5);
        row("POOLED: a job of one trivial task, median", ms(median(pooled)));
        row("FRESH: the same, one a second, median", ms(median(fresh)));
        row("FRESH: 20 tasks in one job, time per task, median of 5", ms(median(busy) / 20));
        row("kill -9 of a worker until its task runs again, median of 21", ms(median(killsToRunning(21))));
        double[] idle = cancels(10_000, 41);
        double[] spin = cancels(-1, 41);
        row("cancel of a job that sleeps, request until CANCELLED, median of 41", ms(median(idle)));
        row("the same, 95th percentile", ms(percentile(idle, 0.95)));
        row("cancel of a job that computes, request until CANCELLED, median of 41", ms(median(spin)));
    }

    private double manyTasksPerSecond() throws Exception {
        double[] rates = new double[7];
        for (int i = -5; i < rates.length; i++) {
            String answer = post("/api/v1/jobs", NOTHING.formatted(MANY_TASKS, 0, ""), 200);
            if (i >= 0) {
                rates[i] = MANY_TASKS / number(answer, "wallSeconds");
            }
        }
        return median(rates);
    }

    private void latency(String what) throws Exception {
        double[] trips = trips(4000);
        double restarts = metric("forkyard_worker_restarts_total");
        row("round trip, " + what + ", median", ms(median(trips)));
        row("the same, 99th percentile (" + (int) restarts + " workers recycled)", ms(percentile(trips, 0.99)));
    }

    private double[] spacedRuns(String job, int count, long pauseMillis) throws Exception {
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            Thread.sleep(pauseMillis);
            seconds[i] = wait(job);
        }
        return seconds;
    }

    /** A worker is killed in its task; the second attempt's start tells when it ran again. */
    private double[] killsToRunning(int count) throws Exception {
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            Thread.sleep(1_000);
            String job = link(post("/api/v1/jobs", NOTHING.formatted(1, -1, ""), 202));
            long pid = (long) awaitNumber(job + "/tasks/0", "\"attempt\":1,.*?\"pid\":(\\d+)");
            long start = System.nanoTime();
            new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor();
            awaitNumber(job + "/tasks/0", "\"attempt\":2,.*?\"pid\":(\\d+)");
            seconds[i] = (System.nanoTime() - start) / 1e9;
            post(job + "/cancel", "", 202);
            awaitEnd(job);
        }
        return seconds;
    }

    private double[] cancels(long millis, int count) throws Exception {
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            String job = link(post("/api/v1/jobs", NOTHING.formatted(1, millis, ""), 202));
            awaitNumber(job + "/tasks/0", "\"attempt\":1,.*?\"pid\":(\\d+)");
            long start = System.nanoTime();
            post(job + "/cancel", "", 202);
            awaitEnd(job);
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        return seconds;
    }

    private void awaitEnd(String job) throws Exception {
        String body = get(job + "?wait=30s").body();
        if (!body.contains("\"state\":\"CANCELLED\"")) {
            throw new IllegalStateException(body);
        }
    }

    private double awaitNumber(String path, String pattern) throws Exception {
        Pattern wanted = Pattern.compile(pattern);
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            Matcher matcher = wanted.matcher(get(path).body());
            if (matcher.find()) {
                return Double.parseDouble(matcher.group(1));
            }
        }
        throw new IllegalStateException(path + " never showed " + pattern);
    }

    private static double number(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":([0-9.E-]+)").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static String link(String job) {
        Matcher matcher = Pattern.compile("\"self\":\"([^\"]+)\"").matcher(job);
        if (!matcher.find()) {
            throw new IllegalStateException(job);
        }
        return matcher.group(1);
    }

    private String post(String path, String body, int status) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (status == 200) {
            request.header("Prefer", "wait=60");
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != status) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private void measureJobs() throws Exception {
        int workers = workers().size();
        System.out.printf("%d workers, JDK %s, %d cores%n%n", workers, Runtime.version(), Runtime.getRuntime()
                .availableProcessors());
        double firstList = wait(LIST.formatted(""));
        double firstSamples = wait(SAMPLES.formatted(""));
        Map<String, Double> peers = peers(workers);

        head("Starting");
        row("worker JVM, launch until it is warm, median of 21", ms(median(workerStarts(21))));
        row("bare JVM, start to exit, median of 21", ms(median(bareStarts(21))));
        row("idle worker's resident memory", "%.1f MB".formatted(residentBytes() / 1e6));

        head("Round trip of a trivial job, one after the other");
        double[] trips = trips(3000);
        row("Forkyard: HTTP, 1 task, durable; median", ms(median(trips)));
        row("Forkyard: 99th percentile", ms(percentile(trips, 0.99)));
        row("Python ProcessPoolExecutor.submit, in process, nothing stored", ms(peers.get("executor.submit")));
        row("Python Pool.apply, in process, nothing stored", ms(peers.get("pool.apply")));

        head("Throughput of trivial work");
        row("Forkyard: tasks a second in jobs of 1,000", perSecond(tasksPerSecond()));
        row("Forkyard: jobs a second, 16 clients at once", perSecond(jobsPerSecond()));
        row("Python Pool.map, chunk size 1, tasks a second", perSecond(peers.get("pool.map")));
        row("Python ProcessPoolExecutor.map, tasks a second", perSecond(peers.get("executor.map")));

        head("π to 1000, 1500 and 2000 digits by BBP");
        row("Forkyard: first job after start", ms(firstList));
        row("Forkyard: whole pool, median of 21", ms(median(runs(LIST.formatted(""), 21))));
        row("Forkyard: parallelism 1, median of 21", ms(median(runs(LIST.formatted(ALONE), 21))));
        row("Python, Pool(3)", ms(peers.get("bbp.pool")));
        row("Python, in sequence", ms(peers.get("bbp.sequence")));

        head("Monte Carlo");
        row("Forkyard: 100,000,000 samples, first job of the kind", ms(firstSamples));
        row("Forkyard: 100,000,000 samples, whole pool, median of 11", ms(median(runs(SAMPLES.formatted(""), 11))));
        row("Forkyard: 100,000,000 samples, parallelism 1, median of 11", ms(median(runs(SAMPLES.formatted(ALONE), 11))));
        row("Python, 10,000,000 samples (a tenth), Pool(" + workers + ")", ms(peers.get("montecarlo.pool")));
        row("Python, 10,000,000 samples (a tenth), in sequence", ms(peers.get("montecarlo.sequence")));
    }

    private void awaitReady() throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < end) {
            try {
                if (get("/actuator/health/readiness").statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("the service did not become ready");
    }

    /** Kills a worker and waits for the next one; each sample is what the metric's sum grew by. */
    private double[] workerStarts(int count) throws Exception {
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            double sum = metric("forkyard_worker_start_seconds_sum");
            double starts = metric("forkyard_worker_start_seconds_count");
            long pid = workers().get(i % workers().size());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            while (metric("forkyard_worker_start_seconds_count") == starts || workers().size() < 2) {
                Thread.sleep(20);
            }
            seconds[i] = metric("forkyard_worker_start_seconds_sum") - sum;
        }
        return seconds;
    }

    private static double[] bareStarts(int count) throws Exception {
        Path directory = Files.createTempDirectory("bare");
        Path source = directory.resolve("Bare.java");
        Files.writeString(source, "public class Bare { public static void main(String[] args) {} }");
        new ProcessBuilder(java() + "c", "-d", directory.toString(), source.toString()).start().waitFor();
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            new ProcessBuilder(java(), "-XX:+UseSerialGC", "-cp", directory.toString(), "Bare").start().waitFor();
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        delete(directory);
        return seconds;
    }

    private double[] trips(int count) throws Exception {
        runs(EMPTY, count);
        return runs(EMPTY, count);
    }

    private double tasksPerSecond() throws Exception {
        String ones = String.join(",", Stream.generate(() -> "1").limit(1000).toList());
        String job = "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[" + ones + "]}}";
        runs(job, 20);
        return 1000 / median(runs(job, 20));
    }

    private double jobsPerSecond() throws Exception {
        int clients = 16;
        int each = 300;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<double[]>> futures = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < clients; i++) {
                Callable<double[]> client = () -> runs(EMPTY, each);
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

    private double[] runs(String job, int count) throws Exception {
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            seconds[i] = wait(job);
        }
        return seconds;
    }

    /** Submits a job and waits for its end; the seconds that took. */
    private double wait(String job) throws Exception {
        long start = System.nanoTime();
        String answer = post("/api/v1/jobs", job, 200);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!answer.contains("\"state\":\"SUCCEEDED\"")) {
            throw new IllegalStateException(answer);
        }
        return seconds;
    }

    private List<Long> workers() throws Exception {
        Matcher pids = Pattern.compile("\"pid\":(\\d+)").matcher(get("/api/v1/workers").body());
        List<Long> found = new ArrayList<>();
        while (pids.find()) {
            found.add(Long.parseLong(pids.group(1)));
        }
        return found;
    }

    private double residentBytes() throws Exception {
        Thread.sleep(3_000);
        return metric("forkyard_worker_memory_bytes") / workers().size();
    }

    /** The sum of all samples of that name. */
    private double metric(String name) throws Exception {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, Double> peers(int workers) throws Exception {
        Map<String, Double> values = new HashMap<>();
        try {
            Process python = new ProcessBuilder("python3", PEERS.toString(), Integer.toString(workers))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out = new BufferedReader(new InputStreamReader(python.getInputStream()))) {
                out.lines().map(line -> line.split("\t")).forEach(pair -> values.put(pair[0], Double.valueOf(pair[1])));
            }
            python.waitFor();
        } catch (IOException e) {
            System.out.println("Python is missing, so its rows are empty: " + e.getMessage());
        }
        return values;
    }

    private static void head(String title) {
        System.out.printf("%n| %s | |%n| --- | ---: |%n", title);
    }

    private static void row(String what, String value) {
        System.out.printf("| %s | %s |%n", what, value);
    }

    private static String ms(Double seconds) {
        return seconds == null ? "not measured" : "%.2f ms".formatted(1e3 * seconds);
    }

    private static String perSecond(Double value) {
        return value == null ? "not measured" : String.format(Locale.ROOT, "%,.0f /s", value);
    }

    private static double median(double[] values) {
        return percentile(values, 0.5);
    }

    private static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
