package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.Isolation;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.Retry;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobVersionTests {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final TaskCounts TASKS = new TaskCounts(2, 1, 1, 0, 0, 0);

    @Test
    void sameStateHasTheSameTag() {
        assertThat(JobVersion.of(job(State.RUNNING, TASKS, 0.5, JobUsage.NONE)))
                .isEqualTo(JobVersion.of(job(State.RUNNING, TASKS, 0.5, JobUsage.NONE)))
                .matches("W/\"[0-9a-f]{8}\"");
    }

    @Test
    void whateverChangesGivesAnotherTag() {
        assertThat(List.of(
                        JobVersion.of(job(State.RUNNING, TASKS, 0.5, JobUsage.NONE)),
                        JobVersion.of(job(State.CANCELLING, TASKS, 0.5, JobUsage.NONE)),
                        JobVersion.of(job(State.RUNNING, new TaskCounts(2, 0, 1, 1, 0, 0), 0.5, JobUsage.NONE)),
                        JobVersion.of(job(State.RUNNING, TASKS, 0.6, JobUsage.NONE)),
                        JobVersion.of(job(
                                State.RUNNING,
                                TASKS,
                                0.5,
                                new JobUsage(Duration.ofSeconds(1), Duration.ofSeconds(1), List.of())))))
                .doesNotHaveDuplicates();
    }

    private static Job job(State state, TaskCounts tasks, double fraction, JobUsage usage) {
        return new Job(
                UUID.fromString("019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d"),
                new JobSpec(
                        "t",
                        "{}",
                        null,
                        Map.of(),
                        5,
                        null,
                        OnTaskFailure.FAIL_FAST,
                        Deadlines.NONE,
                        Retry.DEFAULT,
                        Isolation.POOLED,
                        ""),
                null,
                state,
                NOW,
                NOW,
                null,
                tasks,
                fraction,
                null,
                usage,
                null,
                null);
    }
}
