package dev.forkyard.api.answer;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A counter that the tasks of a job share. */
@Schema(name = "Counter", description = "A counter that the tasks of the job share.")
public record CounterAnswer(
        @Schema(description = "What tasks know it by.", example = "n")
        String name,

        @Schema(description = "Its value now, or the last once the job has ended.", example = "30")
        long value,

        @Schema(description = "Who has its lock; absent when nobody has.") @Nullable Holder lockedBy) {

    /** An attempt that has the lock of a counter. */
    @Schema(name = "LockHolder", description = "An attempt that has the lock of a counter.")
    public record Holder(
            @Schema(description = "Number of the task.", example = "3")
            int task,

            @Schema(description = "Which attempt at it.", example = "1")
            int attempt,

            @Schema(description = "The worker that runs it.", example = "worker-1")
            String worker) {}
}
