package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.api.Http.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class GetJobIT extends RunningService {

    @Autowired
    private JobWaits waits;

    @Test
    void waitHoldsTheAnswerUntilTheJobIsFinal() {
        Path release = releaseFile();
        String path = http.submit("test-sleep", sleepUntil(release)).header("Location");

        CompletableFuture<Answer> byQuery =
                http.sendAsync(http.request(path + "?wait=PT50S").build());
        CompletableFuture<Answer> byHeader =
                http.sendAsync(http.request(path, "Prefer", "wait=50").build());
        await().until(() -> waits.count() == 2);
        create(release);

        assertThat(byQuery.join().state()).isEqualTo("SUCCEEDED");
        assertThat(byQuery.join().header("Preference-Applied")).isEmpty();
        assertThat(byHeader.join().state()).isEqualTo("SUCCEEDED");
        assertThat(byHeader.join().header("Preference-Applied")).isEqualTo("wait=50");
        assertThat(waits.count()).isZero();
    }

    @Test
    void waitEndsWithTheJobAsItStandsWhenTimeIsUp() {
        Path release = releaseFile();
        String path = http.submit("test-sleep", sleepUntil(release)).header("Location");

        Answer running = http.get(path + "?wait=200ms");

        assertThat(running.status()).isEqualTo(200);
        assertThat(running.state()).isIn("QUEUED", "RUNNING");
        assertThat(waits.count()).isZero();
        create(release);
    }

    @Test
    void clientThatLeavesNeitherLosesTheJobNorLeavesAWaiter() {
        Path release = releaseFile();
        String path = http.submit("test-sleep", sleepUntil(release)).header("Location");
        CompletableFuture<Answer> abandoned =
                http.sendAsync(http.request(path + "?wait=10s").build());
        await().until(() -> waits.count() == 1);

        abandoned.cancel(true);

        await().until(() -> waits.count() == 0);
        create(release);
        assertThat(http.end(path).state()).isEqualTo("SUCCEEDED");
    }

    @Test
    void runningJobTellsProgressAndWhenItWillEnd() {
        String path = http.submit("test-sleep", "{\"millis\":20000}").header("Location");

        try {
            await().untilAsserted(() -> {
                JsonNode progress = http.get(path).json().path("progress");
                assertThat(progress.path("fraction").doubleValue()).isBetween(0.01, 0.99);
                assertThat(progress.path("etaSeconds").doubleValue()).isBetween(0.0, 60.0);
                assertThat(progress.path("tasks").path("running").asInt()).isEqualTo(1);
            });
        } finally {
            http.post(path + "/cancel");
        }
    }

    @Test
    void entityTagOfAnUnchangedJobIsAnsweredWithoutABody() {
        String path = http.run("test-echo", "{}").header("Location");
        String tag = http.get(path).header("ETag");

        Answer unchanged = http.get(path, "If-None-Match", tag);

        assertThat(tag).startsWith("W/\"");
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(http.get(path, "If-None-Match", "W/\"00000000\"").status()).isEqualTo(200);
    }

    @Test
    void failedJobTellsWhy() {
        JsonNode job = http.run("test-failing", "{\"message\":\"no more pie\"}").json();

        assertThat(job.path("state").asString()).isEqualTo("FAILED");
        assertThat(job.has("result")).isFalse();
        JsonNode failure = job.path("failure");
        assertThat(failure.path("reason").asString()).isEqualTo("TASK_ERROR");
        assertThat(failure.path("message").asString()).contains("no more pie");
        assertThat(failure.path("exceptionType").asString()).isEqualTo("java.lang.IllegalStateException");
        assertThat(failure.path("stack").asString()).contains("FailingTask.run");
        assertThat(failure.path("phase").asString()).isEqualTo("RUN");
        assertThat(failure.path("task").asInt(-1)).isZero();
        assertThat(failure.path("attempt").asInt()).isEqualTo(1);
        assertThat(failure.path("worker").asString()).startsWith("worker-");
        assertThat(failure.has("signal")).isFalse();
    }

    @Test
    void jobThatLosesItsWorkerTellsHow() {
        JsonNode failure = http.run("test-crash", "{}").json().path("failure");

        assertThat(failure.path("reason").asString()).isIn("WORKER_LOST", "POISONED");
        assertThat(failure.has("exitCode") || failure.has("signal")).isTrue();
    }

    @Test
    void longResultIsLeftToItsLink() {
        JsonNode job = http.run("test-big-result", "{\"combined\":30000}").json();

        assertThat(job.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(job.has("result")).isFalse();
        assertThat(http.get(job.path("links").path("result").asString()).body()).hasSize(30002);
    }

    @Test
    void severalJobsAreWaitedForTogetherAndToldInTheOrderAskedFor() {
        Path release = releaseFile();
        String slow = http.submit("test-sleep", sleepUntil(release)).id();
        String quick = http.run("test-echo", "{}").id();
        await().until(() -> states(http.get("/api/v1/jobs?id=" + slow)).contains("RUNNING"));
        String both = "/api/v1/jobs?id=" + slow + "&id=" + quick;

        Answer any = http.get(both + "&wait=30s&until=any");
        CompletableFuture<Answer> all =
                http.sendAsync(http.request(both, "Prefer", "wait=50").build());
        await().until(() -> waits.count() == 1);
        create(release);

        assertThat(states(any)).containsExactly("RUNNING", "SUCCEEDED");
        assertThat(states(all.join())).containsExactly("SUCCEEDED", "SUCCEEDED");
        assertThat(all.join().header("Preference-Applied")).isEqualTo("wait=50");
        assertThat(all.join().json().at("/items/0/id").asString()).isEqualTo(slow);
        assertThat(all.join().json().at("/items/0").has("result")).isFalse();
        assertThat(waits.count()).isZero();
    }

    @Test
    void waitForSeveralJobsEndsWhenTimeIsUp() {
        Path release = releaseFile();
        String slow = http.submit("test-sleep", sleepUntil(release)).id();
        String other = http.submit("test-sleep", sleepUntil(release)).id();
        await().until(() -> states(http.get("/api/v1/jobs?id=" + slow)).contains("RUNNING"));

        Answer running = http.get("/api/v1/jobs?id=%s&id=%s&wait=200ms".formatted(slow, other));

        assertThat(states(running)).hasSize(2).doesNotContain("SUCCEEDED");
        assertThat(waits.count()).isZero();
        create(release);
    }

    @Test
    void wrongWaitForSeveralJobsIsRefused() {
        String id = http.run("test-echo", "{}").id();
        String none = "00000000-0000-7000-8000-000000000000";

        assertThat(http.get("/api/v1/jobs?id=" + id + "&id=" + none).code()).isEqualTo("JOB_NOT_FOUND");
        assertThat(http.get("/api/v1/jobs?id=" + id + "&id=x").pointers()).isEqualTo("/id");
        assertThat(http.get("/api/v1/jobs?id=" + id + "&until=first&wait=soon&state=QUEUED")
                        .pointers())
                .isEqualTo("/until /wait /state");
        assertThat(http.get("/api/v1/jobs?wait=1s&until=any").pointers()).isEqualTo("/wait /until");
        assertThat(http.get("/api/v1/jobs?" + ("id=" + id + "&").repeat(501)).status())
                .isEqualTo(400);
    }

    private static List<String> states(Answer list) {
        return list.json()
                .path("items")
                .valueStream()
                .map(job -> job.path("state").asString())
                .toList();
    }
}
