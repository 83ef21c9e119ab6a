package dev.forkyard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.jobtypes.ChaosTask;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The kinds of jobs in a load, each with what it must come to however often its server is killed. */
enum LoadKind {
    /** Some thousand short tasks. */
    SHORT("test-chaos", 1000, true) {
        @Override
        String params(int sleep) {
            return "{\"count\": %d, \"part\": \"HONEST\"}".formatted(tasks());
        }

        @Override
        void check(JsonNode result) {
            assertThat(result.path("values").valueStream().map(JsonNode::asString))
                    .containsExactlyElementsOf(IntStream.range(0, tasks())
                            .mapToObj(ChaosTask::value)
                            .toList());
        }
    },
    /** Some tasks of a few tenths of a second. */
    LONG("test-sleep", 6, true) {
        @Override
        String params(int sleep) {
            return "{\"count\": %d, \"millis\": 300}".formatted(tasks());
        }

        @Override
        void check(JsonNode result) {
            assertThat(result.path("slept").valueStream().map(JsonNode::asInt))
                    .containsExactlyElementsOf(
                            IntStream.range(0, tasks()).boxed().toList());
        }
    },
    /** Tasks that throw at the first attempt. */
    RETRIED("test-failing", 20, true) {
        @Override
        String params(int sleep) {
            return "{\"count\": %d, \"failures\": 1}".formatted(tasks());
        }

        @Override
        String options() {
            return ", \"retryOn\": [\"TASK_ERROR\"], \"maxAttempts\": 3";
        }

        @Override
        void check(JsonNode result) {
            checkAttempts(result);
        }
    },
    /** Tasks that halt their worker at the first attempt. */
    CRASHING("test-crash", 2, true) {
        @Override
        String params(int sleep) {
            return "{\"count\": %d, \"crashes\": 1}".formatted(tasks());
        }

        @Override
        void check(JsonNode result) {
            checkAttempts(result);
        }
    },
    /** A task that starts a process and spins until it is cancelled. */
    ENDLESS("test-chaos", 1, false) {
        @Override
        String params(int sleep) {
            return "{\"count\": %d, \"part\": \"ENDLESS\", \"sleep\": %d}".formatted(tasks(), sleep);
        }

        @Override
        void check(JsonNode result) {
            throw new AssertionError("it has no end, but gave " + result);
        }
    };

    private final String type;
    private final int tasks;
    private final boolean endsByItself;

    LoadKind(String type, int tasks, boolean endsByItself) {
        this.type = type;
        this.tasks = tasks;
        this.endsByItself = endsByItself;
    }

    int tasks() {
        return tasks;
    }

    boolean endsByItself() {
        return endsByItself;
    }

    /** @param sleep how many seconds a process sleeps that a task starts */
    String submission(String name, int priority, int sleep) {
        return "{\"type\": \"%s\", \"name\": \"%s\", \"priority\": %d, \"params\": %s%s}"
                .formatted(type, name, priority, params(sleep), options());
    }

    abstract String params(int sleep);

    String options() {
        return "";
    }

    /** Fails unless the result of a job that succeeded is right. */
    abstract void check(JsonNode result);

    /** None got through at the first attempt, and none was tried again after it had got through. */
    void checkAttempts(JsonNode result) {
        List<Integer> attempts =
                result.path("attempts").valueStream().map(JsonNode::asInt).toList();
        assertThat(attempts).hasSize(tasks()).allMatch(attempt -> attempt >= 2);
    }
}
