package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.api.Http.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SubmitJobIT extends RunningService {

    private static final String JOBS = "/api/v1/jobs";

    @Test
    void submissionIsAcceptedWithItsLocation() {
        Answer accepted = http.submit("pi-digits", "{\"precisions\":[10]}");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Location")).isEqualTo(JOBS + "/" + accepted.id());
        assertThat(accepted.header("Preference-Applied")).isEmpty();
        assertThat(accepted.json().path("links").path("self").asString()).isEqualTo(accepted.header("Location"));
        assertThat(http.end(accepted.header("Location")).state()).isEqualTo("SUCCEEDED");
    }

    @Test
    void preferWaitAnswersWithFinishedJob() {
        Answer finished =
                http.post(JOBS, Http.submission("pi-digits", "{\"precisions\":[10, 5]}"), "Prefer", "wait=50");

        assertThat(finished.status()).isEqualTo(200);
        assertThat(finished.header("Preference-Applied")).isEqualTo("wait=50");
        assertThat(finished.header("Location")).isEqualTo(JOBS + "/" + finished.id());
        assertThat(finished.json()
                        .path("result")
                        .path("values")
                        .get(0)
                        .path("digits")
                        .asString())
                .isEqualTo("3.141592653");
    }

    @Test
    void finishedJobHasTheFieldsOfTheContractInTheirOrder() {
        JsonNode job = http.run("""
                        {"type": "pi-digits", "params": {"precisions": [1000, 1500, 2000], "algorithm": "bbp"},
                         "name": "three precisions", "labels": {"team": "maths"}, "priority": 7, "parallelism": 2,
                         "timeout": "PT600S", "taskTimeout": "61500ms", "queueTimeout": "1d", "maxAttempts": 5,
                         "retryOn": ["OUT_OF_MEMORY", "TIMEOUT"], "onTaskFailure": "CONTINUE", "isolation": "FRESH"}""").json();

        assertThat(job.propertyNames())
                .containsExactly(
                        "id",
                        "type",
                        "name",
                        "labels",
                        "state",
                        "alive",
                        "params",
                        "priority",
                        "parallelism",
                        "timeout",
                        "taskTimeout",
                        "queueTimeout",
                        "maxAttempts",
                        "retryOn",
                        "onTaskFailure",
                        "isolation",
                        "progress",
                        "timing",
                        "result",
                        "links");
        assertThat(job.path("name").asString()).isEqualTo("three precisions");
        assertThat(job.path("labels").path("team").asString()).isEqualTo("maths");
        assertThat(job.path("priority").asInt()).isEqualTo(7);
        assertThat(job.path("parallelism").asInt()).isEqualTo(2);
        assertThat(job.path("timeout").asString()).isEqualTo("10m");
        assertThat(job.path("taskTimeout").asString()).isEqualTo("PT1M1.5S");
        assertThat(job.path("queueTimeout").asString()).isEqualTo("24h");
        assertThat(job.path("maxAttempts").asInt()).isEqualTo(5);
        assertThat(job.path("retryOn").toString()).isEqualTo("[\"TIMEOUT\",\"OUT_OF_MEMORY\"]");
        assertThat(job.path("onTaskFailure").asString()).isEqualTo("CONTINUE");
        assertThat(job.path("isolation").asString()).isEqualTo("FRESH");
        assertThat(job.path("progress").toString()).isEqualTo("""
                        {"fraction":1.0,"tasks":{"total":3,"queued":0,"running":0,"succeeded":3,"failed":0,"cancelled":0},\
                        "etaSeconds":0}""");
        assertThat(job.path("timing").propertyNames())
                .containsExactly(
                        "submittedAt",
                        "startedAt",
                        "finishedAt",
                        "queuedSeconds",
                        "wallSeconds",
                        "taskWallSeconds",
                        "cpuSeconds",
                        "speedup",
                        "cores");
        assertThat(job.path("timing").path("speedup").doubleValue())
                .isCloseTo(
                        job.path("timing").path("taskWallSeconds").doubleValue()
                                / job.path("timing").path("wallSeconds").doubleValue(),
                        org.assertj.core.data.Offset.offset(0.01));
        assertThat(job.path("timing")
                        .path("cores")
                        .valueStream()
                        .mapToInt(core -> core.path("tasks").asInt())
                        .sum())
                .isEqualTo(3);
        assertThat(job.path("links").propertyNames())
                .containsExactly(
                        "self", "params", "result", "tasks", "events", "logs", "messages", "counters", "queues");
    }

    @Test
    void optionsAreTheSameWheneverTheJobIsToldAgain() {
        String options = """
                "priority":0,"parallelism":1,"timeout":"2h","taskTimeout":"90s","queueTimeout":"5m","maxAttempts":1,\
                "retryOn":["TASK_ERROR"],"onTaskFailure":"CONTINUE","isolation":"FRESH\"""";

        Answer accepted = http.post(JOBS, "{\"type\":\"test-echo\",\"params\":{},%s}".formatted(options));

        assertThat(accepted.body()).contains("}," + options + ",\"progress\"");
        String path = accepted.header("Location");
        assertThat(http.get(path).body()).contains("}," + options + ",\"progress\"");
        assertThat(http.end(path).body()).contains("}," + options + ",\"progress\"");
        assertThat(http.get(JOBS + "?limit=1").body()).contains("}," + options + ",\"progress\"");
    }

    @Test
    void optionsHaveDefaults() {
        JsonNode job = http.submit("test-echo", "{}").json();

        assertThat(job.path("priority").asInt()).isEqualTo(5);
        assertThat(job.path("timeout").asString()).isEqualTo("24h");
        assertThat(job.path("queueTimeout").asString()).isEqualTo("24h");
        assertThat(job.path("maxAttempts").asInt()).isEqualTo(3);
        assertThat(job.path("onTaskFailure").asString()).isEqualTo("FAIL_FAST");
        assertThat(job.path("isolation").asString()).isEqualTo("POOLED");
        assertThat(job.has("taskTimeout")).isFalse();
        assertThat(job.has("retryOn")).isFalse();
        assertThat(job.has("parallelism")).isFalse();
        assertThat(job.has("name")).isFalse();
        assertThat(job.has("labels")).isFalse();
    }

    @Test
    void numbersKeepAllTheirDigits() {
        String value = "{\"big\":123456789012345678901234567890,\"exact\":0.1234567890123456789012345}";
        Answer finished = http.run("test-echo", "{\"value\":" + value + "}");

        assertThat(finished.body()).contains("\"params\":{\"value\":" + value).contains("\"values\":[" + value + "]");
    }

    @Test
    void jobThatOutlastsTheWaitIsAnsweredAsAccepted() {
        Path release = releaseFile();
        Answer accepted = http.post(JOBS, Http.submission("test-sleep", sleepUntil(release)), "Prefer", "wait=1");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(accepted.state()).isIn("QUEUED", "RUNNING");
        create(release);
        assertThat(http.end(accepted.header("Location")).state()).isEqualTo("SUCCEEDED");
    }

    @Test
    void waitBeyondTheLimitIsCutToIt() {
        Answer finished = http.post(JOBS, Http.submission("test-echo", "{}"), "Prefer", "respond-async, wait=86400");

        assertThat(finished.status()).isEqualTo(200);
        assertThat(finished.header("Preference-Applied")).isEqualTo("wait=60");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wait", "wait=", "wait=-1", "wait=1.5", "wait=soon", "wait=1s", "\"", ";;,,=", "handling=strict"
            })
    void malformedPreferenceIsIgnored(String preference) {
        Answer accepted = http.post(JOBS, Http.submission("test-echo", "{}"), "Prefer", preference);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Preference-Applied")).isEmpty();
    }

    @Test
    void answeredJobIsStored() {
        List<String> ids = java.util.stream.Stream.generate(
                        () -> http.submit("test-echo", "{}").id())
                .limit(20)
                .toList();

        assertThat(ids)
                .allSatisfy(id -> assertThat(http.get(JOBS + "/" + id).status()).isEqualTo(200));
    }
}
