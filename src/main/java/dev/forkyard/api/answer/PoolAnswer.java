package dev.forkyard.api.answer;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The pool as it stands now. */
@Schema(name = "Pool", description = "The pool as it stands now.")
public record PoolAnswer(
        @Schema(description = "How many workers it is meant to have.", example = "2")
        int size,

        @Schema(description = "Whether its workers have started and described their job types.", example = "true")
        boolean ready,

        @Schema(description = "Workers that wait for work.", example = "1")
        int idle,

        @Schema(description = "Workers that run something.", example = "1")
        int busy,

        @Schema(description = "Workers whose JVM is coming up, or is about to be started.", example = "0")
        int starting,

        @Schema(description = "Whether each worker is bound to a core.", example = "true")
        boolean pinned,

        @Schema(description = "How that was decided, in a sentence.")
        String pinning,

        @Schema(description = "What keeps workers from starting, while something does.") @Nullable String problem) {}
