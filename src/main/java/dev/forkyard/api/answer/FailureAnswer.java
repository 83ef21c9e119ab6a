package dev.forkyard.api.answer;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.job.JobFailure;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why a job, a task or an attempt failed, with the evidence there is. */
@Schema(name = "Failure", description = "Why it failed, with the evidence there is.")
public record FailureAnswer(
        FailureReason reason,

        @Schema(description = "A sentence for people.", example = "The worker was killed by SIGKILL.")
        String message,

        @Schema(
                description = "The deadline that passed, of a TIMEOUT or QUEUE_TIMEOUT: the submission's option of "
                        + "this name or, with stallTimeout, the service's own for a task that does nothing.",
                allowableValues = {"queueTimeout", "timeout", "taskTimeout", "stallTimeout"},
                example = "taskTimeout")
        @Nullable String deadline,

        @Schema(
                description = "Class of the exception that the job type threw.",
                example = "java.lang.ArithmeticException")
        @Nullable String exceptionType,

        @Schema(description = "That exception's stack trace, in lines.") @Nullable String stack,

        @Schema(description = "Of a job: what was being done.")
        JobFailure.@Nullable Phase phase,

        @Schema(description = "Of a job: number of the task that failed.", example = "0") @Nullable Integer task,

        @Schema(description = "Of a job: which attempt at it.", example = "1") @Nullable Integer attempt,

        @Schema(description = "Of a job: the worker that ran it.", example = "worker-1") @Nullable String worker,

        @Schema(description = "Exit code of the worker that was lost.", example = "3") @Nullable Integer exitCode,

        @Schema(description = "The signal that ended the worker.", example = "SIGKILL") @Nullable String signal,

        @Schema(description = "The head of the report (hs_err) that the worker's JVM left when it crashed, in lines.")
        @Nullable String crashReport) {}
