package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.api.Http.Answer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The jobs that compute π, as their users see them. */
@Timeout(900)
class PiJobsIT extends RunningService {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void millionDigitsAreHadAsTextAndInPart() throws Exception {
        JsonNode job = finished("pi-digits", "{\"precisions\":[1000001]}");
        String result = job.path("links").path("result").asString();
        JsonNode value = job.path("result").path("values").get(0);

        Answer text = http.get(result, "Accept", "text/plain");
        assertThat(text.body())
                .hasSize(1_000_002)
                .startsWith("3.14159265358979")
                .endsWith("5779458151");
        assertThat(value.has("digits")).isFalse();
        assertThat(value.path("sha256").asString()).isEqualTo(sha256(text.body()));
        assertThat(value.path("arithmetic").asString()).isNotBlank();
        assertThat(http.get(result + "?from=999992&count=10").body()).isEqualTo("5779458151");
        assertThat(http.get(result + "?from=0&count=4").body()).isEqualTo("3.14");
    }

    @Test
    void fewDigitsAreTextToo() {
        JsonNode job = finished("pi-digits", "{\"precisions\":[3,1,5]}");
        String result = job.path("links").path("result").asString();

        assertThat(http.get(result, "Accept", "text/plain").body()).isEqualTo("3.14\n3\n3.1415");
        assertThat(http.get(result + "?from=7&count=4").body()).isEqualTo("3.14");
    }

    @Test
    void largePrecisionIsSharedByTheWorkers() {
        // One worker may do everything in the time in which the other gets no core.
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode job = finished("pi-digits", "{\"precisions\":[1000000]}");
            JsonNode tasks =
                    http.get(job.path("links").path("tasks").asString()).json();
            assertThat(tasks.path("items")
                            .valueStream()
                            .map(task ->
                                    task.path("attempts").get(0).path("worker").asString())
                            .distinct())
                    .hasSize(2);
        });
    }

    @Test
    void digitsAreTheSameThoughAWorkerIsKilledMeanwhile() {
        String undisturbed = sha256(finished("pi-digits", "{\"precisions\":[3000000]}"));

        JsonNode disturbed = finishedThoughAWorkerWasKilled("pi-digits", "{\"precisions\":[3000000]}");

        assertThat(sha256(disturbed)).isEqualTo(undisturbed);
    }

    @Test
    void estimateIsTheSameThoughAWorkerIsKilledMeanwhileAndOnOneWorker() {
        String params = "{\"samples\":20000000000,\"seed\":7}";
        JsonNode killed =
                finishedThoughAWorkerWasKilled("pi-monte-carlo", params).path("result");

        JsonNode alone = awaitEnd(http.post(
                                "/api/v1/jobs",
                                "{\"type\":\"pi-monte-carlo\",\"params\":%s,\"parallelism\":1}".formatted(params))
                        .header("Location"))
                .path("result");
        assertThat(alone).isEqualTo(killed);
    }

    @Test
    void estimateIsTheSameOnPoolsOfOtherSizes() {
        String params = "{\"samples\":2000000001,\"seed\":11}";
        JsonNode onTwo = finished("pi-monte-carlo", params).path("result");
        try {
            for (int size : new int[] {1, 3}) {
                assertThat(http.put("/api/v1/pool", "{\"size\":%d}".formatted(size))
                                .status())
                        .isEqualTo(200);
                await().atMost(PATIENCE)
                        .until(() ->
                                http.get("/api/v1/pool").json().path("idle").asInt() == size);
                assertThat(finished("pi-monte-carlo", params).path("result")).isEqualTo(onTwo);
            }
        } finally {
            http.put("/api/v1/pool", "{\"size\":2}");
        }
    }

    /** Workers have the Vector API, of which the JVM warns, and load native code. */
    @ParameterizedTest
    @ValueSource(strings = {"POOLED", "FRESH"})
    void jvmsWarningsAreNotInTheLog(String isolation) {
        String submission = "{\"type\":\"%s\",\"params\":%s,\"isolation\":\"%s\"}";
        JsonNode digits = awaitEnd(
                http.post("/api/v1/jobs", submission.formatted("pi-digits", "{\"precisions\":[30000]}", isolation))
                        .header("Location"));
        JsonNode points = awaitEnd(
                http.post("/api/v1/jobs", submission.formatted("pi-monte-carlo", "{\"samples\":1000000}", isolation))
                        .header("Location"));

        for (JsonNode job : List.of(digits, points)) {
            assertThat(job.path("state").asString()).isEqualTo("SUCCEEDED");
            assertThat(http.get(job.path("links").path("logs").asString()).body())
                    .isEmpty();
        }
    }

    @Test
    void hexadecimalDigitsAreThosePublished() {
        JsonNode job = finished("pi-hex-digits", "{\"position\":10000000,\"count\":14}");

        assertThat(job.path("result").path("digits").asString()).isEqualTo("17AF5863EFED8D");
    }

    @Test
    void hexadecimalDigitsAreTheDecimalOnesConverted() {
        JsonNode job = finished("pi-digits", "{\"precisions\":[5001]}");
        String decimals = job.path("result")
                .path("values")
                .get(0)
                .path("digits")
                .asString()
                .substring(2);
        String converted = new BigInteger(decimals)
                .shiftLeft(4 * 4000)
                .divide(BigInteger.TEN.pow(decimals.length()))
                .toString(16)
                .toUpperCase(Locale.ROOT);

        for (int position : new int[] {1, 2, 1000, 3001}) {
            String params = "{\"position\":%d,\"count\":1000}".formatted(position);
            assertThat(finished("pi-hex-digits", params)
                            .path("result")
                            .path("digits")
                            .asString())
                    .isEqualTo(converted.substring(position - 1, position + 999));
        }
    }

    @Test
    void whatIsTooLargeIsRefusedWithTheLimit() {
        assertRefused("pi-digits", "{\"precisions\":[100000001]}", "/params/precisions/0", "Must be at most ");
        assertRefused(
                "pi-digits",
                "{\"precisions\":[60000000,60000000]}",
                "/params/precisions",
                "Must sum to at most 100000000, but sums to 120000000.");
        assertRefused("pi-hex-digits", "{\"position\":0,\"count\":1}", "/params/position", "Must be at least 1");
        assertRefused("pi-hex-digits", "{\"position\":1,\"count\":0}", "/params/count", "Must be at least 1");
        assertRefused(
                "pi-hex-digits", "{\"position\":9000000000000000,\"count\":1}", "/params/position", "Must be at most ");
    }

    @Test
    void jobTypeTellsWhatComputes() {
        JsonNode type = http.get("/api/v1/job-types/pi-digits").json();

        assertThat(type.path("details").path("arithmetic").asString()).matches("GMP .*|java.math.BigInteger");
        assertThat(type.path("details").path("largeProducts").asString()).isNotBlank();
    }

    private void assertRefused(String type, String params, String pointer, String message) {
        Answer answer = http.post("/api/v1/jobs", "{\"type\":\"%s\",\"params\":%s}".formatted(type, params));
        assertThat(answer.status()).as(params).isEqualTo(400);
        JsonNode error = answer.json().path("errors").get(0);
        assertThat(error.path("pointer").asString()).isEqualTo(pointer);
        assertThat(error.path("message").asString()).startsWith(message);
    }

    /** Runs the job, again where the kill fell between two tasks, or came after the last one. */
    private JsonNode finishedThoughAWorkerWasKilled(String type, String params) {
        String killed = await().atMost(PATIENCE.multipliedBy(2))
                .until(
                        () -> {
                            String job = http.submit(type, params).header("Location");
                            killTheWorkerOf(job);
                            awaitEnd(job);
                            return job;
                        },
                        job -> attempts(job).stream().anyMatch(isIn("FAILED")));
        return awaitEnd(killed);
    }

    /** Kills a worker while it runs a task of the job, unless that is over before. */
    private void killTheWorkerOf(String job) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            Optional<ProcessHandle> worker = attempts(job).stream()
                    .filter(isIn("RUNNING"))
                    .findFirst()
                    .flatMap(attempt -> ProcessHandle.of(attempt.path("pid").asLong()));
            worker.ifPresent(ProcessHandle::destroyForcibly);
            return worker.isPresent() || http.get(job).json().path("timing").has("finishedAt");
        });
    }

    private static Predicate<JsonNode> isIn(String state) {
        return attempt -> attempt.path("state").asString().equals(state);
    }

    private List<JsonNode> attempts(String job) {
        return http.get(job + "/tasks?limit=400")
                .json()
                .path("items")
                .valueStream()
                .flatMap(task -> task.path("attempts").valueStream())
                .toList();
    }

    private JsonNode finished(String type, String params) {
        return awaitEnd(http.submit(type, params).header("Location"));
    }

    private JsonNode awaitEnd(String job) {
        JsonNode ended = http.end(job).json();
        assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("SUCCEEDED");
        return ended;
    }

    private static String sha256(JsonNode job) {
        return job.path("result").path("values").get(0).path("sha256").asString();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
