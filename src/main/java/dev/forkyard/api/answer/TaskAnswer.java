package dev.forkyard.api.answer;

import dev.forkyard.job.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task as it stands, with its attempts. What does not apply, or is not known yet, is absent. */
@Schema(name = "Task", description = "A task as it stands. What does not apply, or is not known yet, is absent.")
public record TaskAnswer(
        @Schema(description = "Its number in the job, from 0.", example = "0")
        int index,

        @Schema(description = "The name that it was given, or else task- and its number.", example = "task-0")
        String name,

        @Schema(example = "SUCCEEDED") State state,

        @Schema(
                description = "Present, and true, while it runs and has used no processor time and told no progress "
                        + "for so long that it may hang.",
                example = "true")
        @Nullable Boolean stalled,

        @Schema(
                description =
                        "Its result, in state SUCCEEDED: any JSON value. Absent from lists when it is longer than the "
                                + "limit in /api/v1/limits; the task alone has it.")
        @Nullable RawJson result,

        @Schema(
                description = "Why it failed, in state FAILED. Its last attempt may have failed for a reason of its "
                        + "own: a task that killed each of its workers is POISONED, its attempts are WORKER_LOST.")
        @Nullable FailureAnswer failure,

        @Schema(description = "Its attempts, the first first.")
        List<AttemptAnswer> attempts) {

    public TaskAnswer {
        attempts = List.copyOf(attempts);
    }

    /** One run of a task on one worker. */
    @Schema(
            name = "Attempt",
            description = "One run of the task on one worker. What is measured at its end is absent before.")
    public record AttemptAnswer(
            @Schema(description = "From 1.", example = "1") int attempt,

            @Schema(example = "worker-1") String worker,

            @Schema(description = "The worker's process id.", example = "4711")
            long pid,

            @Schema(description = "Process id of the worker's parent, the server that ran it.", example = "4700")
            @Nullable Long ppid,

            @Schema(description = "The logical CPU that it ran on, where that is known.", example = "0") @Nullable Integer core,

            @Schema(example = "SUCCEEDED") State state,

            @Schema(description = "When the task became ready to run.", example = "2026-11-01T12:00:00.000Z")
            Instant queuedAt,

            @Schema(description = "When the worker was handed it.", example = "2026-11-01T12:00:00.001Z")
            Instant startedAt,

            @Schema(description = "When it ended.", example = "2026-11-01T12:00:00.006Z") @Nullable Instant finishedAt,

            @Schema(
                    description = "Since when it has used no processor time and told no progress, while the task is "
                            + "stalled.",
                    example = "2026-11-01T12:00:00.002Z")
            @Nullable Instant stalledSince,

            @Schema(example = "0.005") @Nullable BigDecimal wallSeconds,

            @Schema(description = "Processor seconds of the thread that ran it.", example = "0.005") @Nullable BigDecimal cpuSeconds,

            @Schema(description = "Seconds that the worker's garbage collectors took meanwhile.", example = "0")
            @Nullable BigDecimal gcSeconds,

            @Schema(description = "Heap that the thread allocated.", example = "120344") @Nullable Long allocatedBytes,

            @Nullable FailureAnswer failure) {}
}
