package dev.forkyard;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The executable JAR, running in a process and a directory of its own, as a user would run it. */
final class ServerProcess implements AutoCloseable {

    /** Begins the setting whether the server rehearses jobs. */
    static final String REHEARSAL = "--forkyard.api.rehearsal=";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration JOB = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final int port;

    private ServerProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts the JAR and waits until it is ready. */
    static ServerProcess start(Path directory, String... arguments) throws IOException {
        return launch(directory, List.of(), arguments).awaitReady();
    }

    /** Starts the JAR. */
    static ServerProcess launch(Path directory, List<String> jvmOptions, String... arguments) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-jar");
        command.add(Path.of(System.getProperty("forkyard.jar")).toAbsolutePath().toString());
        command.add("--server.port=" + port);
        command.addAll(List.of(arguments));
        if (List.of(arguments).stream().noneMatch(each -> each.startsWith(REHEARSAL))) {
            command.add(REHEARSAL + "false"); // It would take the cores that the tests need.
        }
        Path log = Files.createTempFile(directory, "server-", ".log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ServerProcess(process, log, port);
    }

    /** Waits until it is ready; kills it when it never is. */
    ServerProcess awaitReady() {
        try {
            await("ready").atMost(START).until(() -> !process.isAlive() || isReady());
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended:\n" + log());
            }
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        return this;
    }

    long pid() {
        return process.pid();
    }

    /** Waits for its end; whether it came in time. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The workers' processes. */
    List<ProcessHandle> workers() {
        return process.toHandle().children().toList();
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    /** A job's events after the one with that id, or from the first on where it is empty, up to the line with which they hold all of this. */
    String eventsUntil(String job, String lastEventId, String... wanted) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(job + "/events"));
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        StringBuilder read = new StringBuilder();
        try (Stream<String> lines =
                http.send(request.build(), HttpResponse.BodyHandlers.ofLines()).body()) {
            Iterator<String> each = lines.iterator();
            while (!Arrays.stream(wanted).allMatch(text -> read.indexOf(text) >= 0)) {
                read.append(each.next()).append('\n');
            }
        }
        return read.toString();
    }

    JsonNode getJson(String path) {
        return JSON.readTree(get(path).body());
    }

    HttpResponse<String> post(String path, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpResponse<String> post(String path) {
        return send(HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    JsonNode postJson(String path, String json, String... headers) {
        return JSON.readTree(post(path, json, headers).body());
    }

    /** Submits a job and waits for its end. */
    JsonNode run(String submission) {
        String job = "/api/v1/jobs/"
                + postJson("/api/v1/jobs", submission).path("id").asString();
        return await("end of " + job)
                .atMost(JOB)
                .until(
                        () -> getJson(job + "?wait=20s"),
                        answer -> answer.path("timing").has("finishedAt"));
    }

    /** Ends the server as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Stops the server as {@code kill} does, and tells whether it ended in time. */
    boolean stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        try {
            if (process.isAlive() && !stop()) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri("/actuator/health/readiness")).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
