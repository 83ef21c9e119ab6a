package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.api.Http.Answer;
import org.junit.jupiter.api.Test;

/** Cancelling and deleting. */
class EndJobIT extends RunningService {

    private static final String UNKNOWN = "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d";

    @Test
    void runningJobIsCancelled() {
        String path = http.submit("test-sleep", "{\"millis\":60000}").header("Location");

        Answer cancelled = http.post(path + "/cancel");

        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.state()).isIn("CANCELLING", "CANCELLED");
        assertThat(http.end(path).state()).isEqualTo("CANCELLED");
        assertThat(http.post(path + "/cancel").status()).isEqualTo(202);
        assertThat(http.get(path + "/result").code()).isEqualTo("NO_RESULT");
    }

    @Test
    void finishedJobCannotBeCancelled() {
        String succeeded = http.run("test-echo", "{}").header("Location");
        String failed = http.run("test-failing", "{}").header("Location");

        assertThat(http.post(succeeded + "/cancel").status()).isEqualTo(409);
        assertThat(http.post(succeeded + "/cancel").code()).isEqualTo("JOB_FINISHED");
        assertThat(http.post(failed + "/cancel").code()).isEqualTo("JOB_FINISHED");
        assertThat(http.get(succeeded).state()).isEqualTo("SUCCEEDED");
    }

    @Test
    void onlyFinalJobsAreDeleted() {
        String path = http.submit("test-sleep", "{\"millis\":60000}").header("Location");

        Answer refused = http.delete(path);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("JOB_NOT_FINISHED");
        http.post(path + "/cancel");
        http.end(path);
        Answer deleted = http.delete(path);
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(http.get(path).status()).isEqualTo(404);
        assertThat(http.delete(path).status()).isEqualTo(404);
    }

    @Test
    void unknownJobIsNotFound() {
        for (Answer answer : new Answer[] {
            http.get(UNKNOWN),
            http.get(UNKNOWN + "?wait=1s"),
            http.get(UNKNOWN + "/result"),
            http.get(UNKNOWN + "/tasks"),
            http.get(UNKNOWN + "/tasks/0"),
            http.get(UNKNOWN + "/logs"),
            http.post(UNKNOWN + "/cancel"),
            http.delete(UNKNOWN),
            http.get("/api/v1/jobs/1-1-1-1-1"),
            http.get("/api/v1/jobs/nonsense")
        }) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("JOB_NOT_FOUND");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }
}
