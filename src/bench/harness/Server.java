package harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Forkyard of its own, on a free port with an empty data directory, spoken to over HTTP. */
final class Server implements AutoCloseable {

    static final Path JAR = Path.of("target/forkyard.jar");
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration REQUEST_LIMIT = Duration.ofMinutes(2);
    private static final int HELD_SECONDS = 60;
    private static final int LAST_WORDS = 5;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Process process;
    private final Path data;
    private final String base;

    private Server(Process process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.base = "http://127.0.0.1:" + port;
    }

    /** Starts a server and waits until it is ready. */
    static Server start(String... options) throws Exception {
        Path data = Programs.directory("data");
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(Programs.java(), "-jar", JAR.toString()));
        command.addAll(List.of("--server.port=" + port, "--forkyard.data-directory=" + data));
        command.addAll(List.of(options));
        Process process = Programs.start(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("server.log").toFile()));
        var server = new Server(process, data, port);
        try {
            server.awaitReady();
            return server;
        } catch (Exception e) {
            server.close();
            throw e;
        }
    }

    @Override
    public void close() {
        Programs.stop(process);
        Programs.delete(data);
    }

    private void awaitReady() throws Exception {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                if (get("/actuator/health/readiness").statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        List<String> log = Files.readAllLines(data.resolve("server.log"));
        throw new IllegalStateException("the service did not become ready; the end of its log: "
                + String.join(" | ", log.subList(Math.max(0, log.size() - LAST_WORDS), log.size())));
    }

    /**
     * Submits a job and waits for its end, however long it is.
     *
     * @return the seconds from the request to the answer that tells of the end
     * @throws NotMeasured if the server refuses it, or it takes too long; it is cancelled then
     */
    double seconds(String job, Duration limit) throws Exception {
        return run(job, limit).seconds();
    }

    /** A job that has succeeded. */
    record Run(String answer, double seconds) {

        String path() {
            return Json.text(answer, "self");
        }
    }

    Run run(String job, Duration limit) throws Exception {
        long start = System.nanoTime();
        String answer = submitted(job, Math.min(HELD_SECONDS, Math.max(1, limit.toSeconds())));
        while (!ended(answer)) {
            if (System.nanoTime() - start > limit.toNanos()) {
                cancel(Json.text(answer, "self"));
                throw new NotMeasured("the job took longer than " + limit.toSeconds() + " s");
            }
            long left = limit.minusNanos(System.nanoTime() - start).toSeconds() + 1;
            answer = get(Json.text(answer, "self") + "?wait=" + Math.min(HELD_SECONDS, left) + "s")
                    .body();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!Json.text(answer, "state").equals("SUCCEEDED")) {
            throw new NotMeasured("the job ended as " + Json.text(answer, "state") + ": " + Json.failure(answer));
        }
        return new Run(answer, seconds);
    }

    /** Submits a job and does not wait for its end unless told how many seconds; the job as it stands then. */
    String submitted(String job, long heldSeconds) throws Exception {
        HttpRequest.Builder request = request("/api/v1/jobs")
                .POST(HttpRequest.BodyPublishers.ofString(job))
                .header("Content-Type", "application/json");
        if (heldSeconds > 0) {
            request.header("Prefer", "wait=" + heldSeconds);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new NotMeasured("this server refuses it: " + Json.refusal(response.body()));
        }
        return response.body();
    }

    static boolean ended(String job) {
        return List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(Json.text(job, "state"));
    }

    private void cancel(String path) throws Exception {
        post(path + "/cancel", "", 202);
        get(path + "?wait=" + HELD_SECONDS + "s");
    }

    /** Submits a job that is over in less than a minute, and waits for its end; the seconds that took. */
    double wait(String job) throws Exception {
        long start = System.nanoTime();
        String answer = post("/api/v1/jobs", job, 200);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!Json.text(answer, "state").equals("SUCCEEDED")) {
            throw new IllegalStateException(answer);
        }
        return seconds;
    }

    double[] runs(String job, int count) throws Exception {
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            seconds[i] = wait(job);
        }
        return seconds;
    }

    /**
     * Repeats a job until the server has compiled what it runs.
     *
     * @throws NotMeasured if the server refuses it, or it takes too long
     */
    void warmUp(String job, Duration warming, Duration limit) throws Exception {
        long end = System.nanoTime() + warming.toNanos();
        do {
            seconds(job, limit);
        } while (System.nanoTime() < end);
    }

    /** Sends a body and returns the answer, which has that status; with status 200 it is held until a job has ended. */
    String post(String path, String body, int status) throws Exception {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (status == 200) {
            request.header("Prefer", "wait=" + HELD_SECONDS);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != status) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    /** The body in the form asked for, as it comes; to be closed. */
    InputStream stream(String path, String accept) throws Exception {
        HttpResponse<InputStream> response =
                http.send(request(path).header("Accept", accept).build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw new NotMeasured(path + " answers " + response.statusCode() + " to Accept: " + accept);
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(REQUEST_LIMIT);
    }

    boolean knows(String jobType) throws Exception {
        return get("/api/v1/job-types").body().contains("\"name\":\"" + jobType + "\"");
    }

    /** The process ids of the workers. */
    List<Long> workers() throws Exception {
        Matcher pids =
                Pattern.compile("\"pid\":(\\d+)").matcher(get("/api/v1/workers").body());
        List<Long> found = new ArrayList<>();
        while (pids.find()) {
            found.add(Long.parseLong(pids.group(1)));
        }
        return found;
    }

    /** The sum of all samples of that name. */
    double metric(String name) throws Exception {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
