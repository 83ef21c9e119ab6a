package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ListJobsIT extends RunningService {

    private static final String JOBS = "/api/v1/jobs";

    /** Marks the jobs of one test. */
    private final String mark = "m" + System.nanoTime();

    private List<String> ids = List.of();

    @BeforeEach
    void submitFive() {
        ids = IntStream.range(0, 5)
                .mapToObj(number -> http.run("""
                                {"type":"%s","params":{},"labels":{"mark":"%s","number":"%d:x"}}""".formatted(number == 3 ? "test-failing" : "test-echo", mark, number))
                        .id())
                .toList();
    }

    @Test
    void newestComeFirstWithoutResults() {
        JsonNode page = list("label=mark:" + mark);

        assertThat(found(page)).containsExactly(ids.get(4), ids.get(3), ids.get(2), ids.get(1), ids.get(0));
        assertThat(page.path("items").valueStream()).noneMatch(job -> job.has("result"));
        assertThat(page.has("nextCursor")).isFalse();
    }

    @Test
    void pagesFollowEachOther() {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = list("label=mark:" + mark + "&limit=2" + cursor);
            assertThat(page.path("items").size()).isBetween(1, 2);
            all.addAll(found(page));
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());

        assertThat(all).containsExactly(ids.get(4), ids.get(3), ids.get(2), ids.get(1), ids.get(0));
    }

    @Test
    void filtersMustAllFit() {
        assertThat(found(list("label=mark:" + mark + "&state=FAILED"))).containsExactly(ids.get(3));
        assertThat(found(list("label=mark:" + mark + "&state=FAILED,SUCCEEDED")))
                .hasSize(5);
        assertThat(found(list("label=mark:" + mark + "&state=QUEUED&state=RUNNING")))
                .isEmpty();
        assertThat(found(list("label=mark:" + mark + "&type=test-failing"))).containsExactly(ids.get(3));
        assertThat(found(list("label=mark:" + mark + "&type=nothing"))).isEmpty();
        assertThat(found(list("label=mark:" + mark + "&label=number:2:x"))).containsExactly(ids.get(2));
    }

    @Test
    void submissionTimesAreExclusiveBounds() {
        String second = http.get(JOBS + "/" + ids.get(1))
                .json()
                .path("timing")
                .path("submittedAt")
                .asString();
        String fourth = http.get(JOBS + "/" + ids.get(3))
                .json()
                .path("timing")
                .path("submittedAt")
                .asString();

        assertThat(found(list("label=mark:" + mark + "&submittedAfter=" + second + "&submittedBefore=" + fourth)))
                .containsExactly(ids.get(2));
    }

    private JsonNode list(String query) {
        Http.Answer answer = http.get(JOBS + "?" + query);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> found(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(job -> job.path("id").asString())
                .toList();
    }
}
