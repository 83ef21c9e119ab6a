package dev.forkyard.api.answer;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** Something that a task told the client of its job. */
@Schema(name = "Message", description = "Something that a task told the client of its job.")
public record MessageAnswer(
        @Schema(description = "Which message of the job, from 1.", example = "1")
        int number,

        @Schema(description = "Number of the task.", example = "0")
        int task,

        @Schema(
                description = "Which attempt at it; what an attempt told is told again by the next, if there is one.",
                example = "1")
        int attempt,

        @Schema(description = "The worker that ran it.", example = "worker-1")
        String worker,

        @Schema(description = "When the server heard it.", example = "2026-11-01T12:00:00.004Z")
        Instant at,

        @Schema(description = "What it told: any JSON value but null.", example = "\"half of it is done\"")
        RawJson value) {}
