package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.api.Http.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JobPartsIT extends RunningService {

    private static final String IDENTITY = "{\"function\":\"identity\",\"args\":[1]}";

    @Test
    void resultIsJsonUnlessAskedOtherwise() {
        String result = http.run("pi-digits", "{\"precisions\":[12]}").header("Location") + "/result";

        Answer json = http.get(result);
        assertThat(json.header("Content-Type")).isEqualTo("application/json");
        assertThat(json.json().path("values").get(0).path("digits").asString()).isEqualTo("3.14159265358");
        Answer text = http.get(result, "Accept", "text/plain");
        assertThat(text.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(text.body()).isEqualTo("3.14159265358");
        assertThat(http.get(result, "Accept", "text/html, text/*;q=0.9, */*;q=0.1")
                        .body())
                .isEqualTo(text.body());
        assertThat(http.get(result, "Accept", "*/*").body()).isEqualTo(json.body());
    }

    @Test
    void resultThatIsNotOfferedAsAskedForTellsWhatThereIs() {
        String one = http.run("pi-digits", "{\"precisions\":[12]}").header("Location") + "/result";
        String two = http.run("test-sleep", "{\"millis\":1}").header("Location") + "/result";

        Answer image = http.get(one, "Accept", "image/png");
        assertThat(image.status()).isEqualTo(406);
        assertThat(image.code()).isEqualTo("NOT_ACCEPTABLE");
        assertThat(image.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(image.json().path("detail").asString()).contains("application/json and text/plain");
        Answer text = http.get(two, "Accept", "text/plain");
        assertThat(text.status()).isEqualTo(406);
        assertThat(text.json().path("detail").asString())
                .contains("application/json")
                .doesNotContain("text/plain");
    }

    @Test
    void resultOfAJobWithoutOneIsAConflict() {
        Path release = releaseFile();
        String running = http.submit("test-sleep", sleepUntil(release)).header("Location") + "/result";
        String failed = http.run("test-failing", "{}").header("Location") + "/result";

        assertThat(http.get(running).status()).isEqualTo(409);
        assertThat(http.get(running).code()).isEqualTo("JOB_NOT_FINISHED");
        assertThat(http.get(failed).status()).isEqualTo(409);
        assertThat(http.get(failed).code()).isEqualTo("NO_RESULT");
        create(release);
    }

    @Test
    void tasksComeByNumberWithTheirAttempts() {
        JsonNode tasks = http.get(
                        http.run("pi-digits", "{\"precisions\":[10,20,30]}").header("Location") + "/tasks")
                .json()
                .path("items");

        assertThat(tasks.valueStream().map(task -> task.path("index").asInt())).containsExactly(0, 1, 2);
        JsonNode task = tasks.get(1);
        assertThat(task.propertyNames()).containsExactly("index", "name", "state", "result", "attempts");
        assertThat(task.path("result").path("digits").asString()).isEqualTo("3.1415926535897932384");
        assertThat(task.path("attempts").get(0).propertyNames())
                .containsExactly(
                        "attempt",
                        "worker",
                        "pid",
                        "ppid",
                        "core",
                        "state",
                        "queuedAt",
                        "startedAt",
                        "finishedAt",
                        "wallSeconds",
                        "cpuSeconds",
                        "gcSeconds",
                        "allocatedBytes");
    }

    @Test
    void pagesOfTasksFollowEachOtherInEitherOrder() {
        String tasks = http.run("test-echo", "{\"count\":7}").header("Location") + "/tasks";

        assertThat(indices(tasks, "order=index")).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(indices(tasks, "order=completion")).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
        assertThat(indices(http.run("test-echo", "{\"count\":6}").header("Location") + "/tasks", "order=index"))
                .hasSize(6);
        String cursor = http.get(tasks + "?limit=3").json().path("nextCursor").asString();
        assertThat(http.get(tasks + "?order=completion&cursor=" + cursor).code())
                .isEqualTo("INVALID_QUERY");
    }

    private List<Integer> indices(String tasks, String order) {
        List<Integer> indices = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = http.get(tasks + "?limit=3&" + order + cursor).json();
            assertThat(page.path("items").size()).isBetween(1, 3);
            page.path("items").forEach(task -> indices.add(task.path("index").asInt()));
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return indices;
    }

    @Test
    void completionOrderFollowsTheEndsOfTasks() {
        Path release = releaseFile();
        String job = http.submit(
                        "batch",
                        "{\"calls\":[{\"function\":\"test-await-file\",\"args\":[\"%s\"]},%s,%s,%s]}"
                                .formatted(release, IDENTITY, IDENTITY, IDENTITY))
                .header("Location");
        await("the others have ended")
                .atMost(Duration.ofMinutes(1))
                .until(() ->
                        http.get(job).json().at("/progress/tasks/succeeded").asInt() == 3);
        create(release);
        http.end(job);
        String tasks = job + "/tasks";

        JsonNode items = http.get(tasks + "?order=completion").json().path("items");
        List<Instant> ends = items.valueStream()
                .map(task -> Instant.parse(
                        task.path("attempts").get(0).path("finishedAt").asString()))
                .toList();
        assertThat(ends).isSorted();
        assertThat(items.get(3).path("index").asInt()).isZero();
    }

    @Test
    void failedTaskTellsWhy() {
        String job = http.run("test-failing", "{\"count\":2,\"index\":1}").header("Location");

        JsonNode task = http.get(job + "/tasks/1").json();

        assertThat(task.path("state").asString()).isEqualTo("FAILED");
        assertThat(task.path("failure").path("reason").asString()).isEqualTo("TASK_ERROR");
        assertThat(task.path("attempts").get(0).path("failure")).isEqualTo(task.path("failure"));
    }

    @Test
    void longTaskResultIsToldByTheTaskAlone() {
        String tasks = http.run("test-big-result", "{\"result\":30000}").header("Location") + "/tasks";

        assertThat(http.get(tasks).json().path("items").get(0).has("result")).isFalse();
        assertThat(http.get(tasks + "/0").json().path("result").asString()).hasSize(30000);
    }

    @Test
    void unknownTaskIsNotFound() {
        String tasks = http.run("test-echo", "{}").header("Location") + "/tasks/";

        for (String index : List.of("1", "-1", "x", "00", "99999999999999999999", "0.0")) {
            Answer answer = http.get(tasks + index);
            assertThat(answer.status()).as(index).isEqualTo(404);
            assertThat(answer.code()).as(index).isEqualTo("TASK_NOT_FOUND");
        }
        assertThat(http.get("/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d/tasks/0")
                        .code())
                .isEqualTo("JOB_NOT_FOUND");
    }

    @Test
    void logsHaveOneLinePerLineAfterTheNumberOfTheTask() {
        String logs = http.run("test-noisy", "{\"count\":2,\"lines\":2,\"text\":\"grüße\"}")
                        .header("Location") + "/logs";

        Answer all = http.get(logs);
        assertThat(all.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(all.body().lines())
                .containsExactlyInAnyOrder("[0] 0 grüße", "[0] 1 grüße", "[1] 0 grüße", "[1] 1 grüße");
        assertThat(all.body()).endsWith("\n");
        assertThat(http.get(logs + "?task=1").body().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("[1] "));
        List<String> lines = all.body().lines().toList();
        assertThat(http.get(logs + "?tail=1").body()).isEqualTo(lines.get(3) + "\n");
        assertThat(http.get(logs + "?tail=99").body()).isEqualTo(all.body());
        assertThat(http.get(logs + "?task=7").body()).isEmpty();
    }
}
