package dev.forkyard.api;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the service under test, as programs use it, and as they should not. */
final class Http {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** How long a job may take on a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    Http(int port) {
        this.port = port;
    }

    /** What the service answered. */
    record Answer(int status, HttpHeaders headers, String body) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** The code of the problem that it is. */
        String code() {
            return json().path("code").asString("");
        }

        String id() {
            return json().path("id").asString();
        }

        String state() {
            return json().path("state").asString();
        }

        /** The pointers of the problem's errors, each once, separated by spaces. */
        String pointers() {
            return json().path("errors")
                    .valueStream()
                    .map(error -> error.path("pointer").asString())
                    .distinct()
                    .collect(java.util.stream.Collectors.joining(" "));
        }
    }

    Answer get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    Answer post(String path, String json, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    Answer post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()).build());
    }

    Answer put(String path, String json) {
        return send(request(path, "Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))
                .build());
    }

    Answer delete(String path) {
        return send(request(path).DELETE().build());
    }

    Answer send(HttpRequest request) {
        try {
            return answer(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What is no text. */
    byte[] bytes(String path, String accept) {
        try {
            return client.send(request(path, "Accept", accept).GET().build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Follows a job, from the event with that id on, or from the beginning where it is empty. */
    Events follow(String job, String lastEventId) {
        HttpRequest.Builder request = request(job + "/events", "Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            return new Events(client.send(request.GET().build(), HttpResponse.BodyHandlers.ofLines()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<Answer> sendAsync(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(Http::answer);
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(TIMEOUT);
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Submits a job and waits for its end. */
    Answer run(String type, String params) {
        return run(submission(type, params));
    }

    /** Submits a job, with whatever options, and waits for its end. */
    Answer run(String submission) {
        Answer answer = post("/api/v1/jobs", submission, "Prefer", "wait=30");
        return answer.status() == 202
                ? new Answer(
                        200, answer.headers(), end(answer.header("Location")).body())
                : answer;
    }

    /** Waits for a job's end. */
    Answer end(String job) {
        return await("end of " + job)
                .atMost(PATIENCE)
                .until(
                        () -> get(job + "?wait=20s"),
                        answer -> answer.status() != 200
                                || answer.json().path("timing").has("finishedAt"));
    }

    /** Submits a job. */
    Answer submit(String type, String params) {
        return post("/api/v1/jobs", submission(type, params));
    }

    static String submission(String type, String params) {
        return "{\"type\":\"%s\",\"params\":%s}".formatted(type, params);
    }

    /** Sends these bytes and reads what comes back until the server closes the connection. */
    String raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (SocketException e) {
                if (answer.size() == 0) { // Else it answered and closed the connection before it had read all.
                    throw e;
                }
            }
            return answer.toString(StandardCharsets.UTF_8);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server left the connection open", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }
}
