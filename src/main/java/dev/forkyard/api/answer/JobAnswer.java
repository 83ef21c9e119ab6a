package dev.forkyard.api.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as it stands. What does not apply, or is not known yet, is absent; seconds are decimals, times are UTC. */
@Schema(name = "Job", description = "A job as it stands. What does not apply, or is not known yet, is absent.")
public record JobAnswer(
        @Schema(
                description = "A UUID of version 7: ids sort by the time of submission.",
                example = "019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d")
        UUID id,

        @Schema(description = "Name of the job type.", example = "pi-digits")
        String type,

        @Schema(description = "The name that it was given.", example = "three precisions") @Nullable String name,

        @Schema(description = "The labels that it was given.", example = "{\"team\": \"maths\"}")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> labels,

        @Schema(
                description = "QUEUED, RUNNING and CANCELLING go on; SUCCEEDED, FAILED and CANCELLED are final.",
                example = "SUCCEEDED")
        State state,

        @Schema(description = "Whether it is yet to end: true until its state is final.", example = "false")
        boolean alive,

        @Schema(
                description =
                        "The params as submitted, with their defaults. Absent where they are longer than the limit in "
                                + "/api/v1/limits, or in lists than some kilobytes; links.params has them.",
                types = "object",
                example = "{\"precisions\": [1000, 1500, 2000]}")
        @Nullable RawJson params,

        @Schema(description = "Length of the params, in characters, where they are absent.", example = "6888895")
        @Nullable Long paramsLength,

        @JsonUnwrapped Options options,

        Progress progress,
        Timing timing,

        @Schema(
                description =
                        "The result, in state SUCCEEDED: any JSON value. Absent when it is longer than the limit in "
                                + "/api/v1/limits, and in lists; links.result has it.",
                example = "{\"values\": []}")
        @Nullable RawJson result,

        @Schema(description = "Why it failed, in state FAILED.") @Nullable FailureAnswer failure,

        Links links) {

    /** How a job is run; these are fields of the job itself. */
    public record Options(
            @Schema(description = "From 0 to 9; 9 is served first.", example = "5")
            int priority,

            @Schema(
                    description = "The most workers that it may hold at once; absent: as many as there are.",
                    example = "2")
            @Nullable Integer parallelism,

            @Schema(
                    description = "How long it may run from its start to its end, written as a submission may.",
                    example = "24h")
            @Nullable String timeout,

            @Schema(
                    description = "How long one attempt at a task may run; absent: as long as the job.",
                    example = "30s")
            @Nullable String taskTimeout,

            @Schema(description = "How long it may wait for its start.", example = "24h") @Nullable String queueTimeout,

            @Schema(description = "Attempts at one task, the first included.", example = "3")
            int maxAttempts,

            @Schema(
                    description = "What a task may fail with and yet be tried again, besides a lost worker or server; "
                            + "absent: nothing.",
                    example = "[\"OUT_OF_MEMORY\"]")
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<FailureReason> retryOn,

            @Schema(description = "What becomes of the other tasks when one fails.", example = "FAIL_FAST")
            OnTaskFailure onTaskFailure,

            @Schema(description = "Whether its tasks run on warm workers or each in a new JVM.", example = "POOLED")
            Isolation isolation) {

        public Options {
            retryOn = List.copyOf(retryOn);
        }
    }

    /** How far a job is. */
    @Schema(description = "How far the job is.")
    public record Progress(
            @Schema(description = "The share that is done, from 0 to 1.", example = "1.0")
            BigDecimal fraction,

            TaskCounts tasks,

            @Schema(
                    description =
                            "Seconds that it will still take if its tasks go on as they have of late; 0 once it has "
                                    + "succeeded; absent while nothing can be said.",
                    example = "0")
            @Nullable BigDecimal etaSeconds) {}

    /** How many of a job's tasks stand where. */
    @Schema(description = "How many of the job's tasks stand where; all 0 until it has been split.")
    public record TaskCounts(
            @Schema(example = "3") int total,
            @Schema(example = "0") int queued,
            @Schema(example = "0") int running,
            @Schema(example = "3") int succeeded,
            @Schema(example = "0") int failed,
            @Schema(example = "0") int cancelled) {}

    /** When things happened to a job, and what it took. */
    @Schema(description = "When things happened, and what the job took.")
    public record Timing(
            @Schema(description = "When it was accepted.", example = "2026-11-01T12:00:00.000Z")
            Instant submittedAt,

            @Schema(description = "When a worker first worked for it.", example = "2026-11-01T12:00:00.001Z") @Nullable Instant startedAt,

            @Schema(description = "When it reached its final state.", example = "2026-11-01T12:00:00.011Z") @Nullable Instant finishedAt,

            @Schema(
                    description = "Seconds from acceptance to start, or to the end when it never started.",
                    example = "0.001")
            @Nullable BigDecimal queuedSeconds,

            @Schema(description = "Seconds from start to end.", example = "0.01") @Nullable BigDecimal wallSeconds,

            @Schema(description = "Wall seconds of all attempts that have ended, in sum.", example = "0.018") @Nullable BigDecimal taskWallSeconds,

            @Schema(description = "Processor seconds of the same, in sum.", example = "0.018") @Nullable BigDecimal cpuSeconds,

            @Schema(description = "taskWallSeconds over wallSeconds.", example = "1.8") @Nullable BigDecimal speedup,

            @Schema(description = "The same by core, for attempts whose core is known.")
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<CoreTiming> cores) {

        public Timing {
            cores = List.copyOf(cores);
        }
    }

    /** What one core did for a job. */
    @Schema(description = "What one core did for the job.")
    public record CoreTiming(
            @Schema(description = "The logical CPU, as the OS numbers it.", example = "0")
            int core,

            @Schema(description = "Attempts that ended on it.", example = "2")
            int tasks,

            @Schema(description = "Their wall seconds in sum.", example = "0.01")
            BigDecimal wallSeconds,

            @Schema(description = "Their processor seconds in sum.", example = "0.01")
            BigDecimal cpuSeconds) {}

    /** Where more about a job is. */
    @Schema(name = "JobLinks", description = "Where more about the job is, as paths on this server.")
    public record Links(
            @Schema(example = "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d")
            String self,

            @Schema(example = "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d/params")
            String params,

            @Schema(
                    description = "Present once it has succeeded.",
                    example = "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d/result")
            @Nullable String result,

            @Schema(example = "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d/tasks")
            String tasks,

            @Schema(
                    description = "Server-sent events that tell what happens to it.",
                    example = "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d/events")
            String events,

            @Schema(example = "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d/logs")
            String logs,

            @Schema(
                    description = "What its tasks tell the client.",
                    example = "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d/messages")
            String messages,

            @Schema(
                    description = "Counters that its tasks share.",
                    example = "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d/counters")
            String counters,

            @Schema(
                    description = "Queues that its tasks share.",
                    example = "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d/queues")
            String queues) {}
}
