package dev.forkyard.api.answer;

import dev.forkyard.pool.PoolStatus;
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

        @Schema(
                description = "Workers whose JVM is about to be started, is coming up, or warms up before it takes "
                        + "another's place.",
                example = "0")
        int starting,

        @Schema(description = "Whether each worker is bound to a core.", example = "true")
        boolean pinned,

        @Schema(description = "How that was decided, in a sentence.")
        String pinning,

        @Schema(description = "What keeps workers from starting, while something does.") @Nullable String problem,

        @Schema(
                description =
                        "Workers that were stopped since nothing needed them; they come back when something does.",
                example = "0")
        int stopped,

        @Schema(
                description = "JVMs that are ready to take the place of a worker, or to run a task of their own.",
                example = "1")
        int spares,

        @Schema(
                description =
                        "Whether workers are being started: CLOSED, they are; OPEN, none is for a while, since too "
                                + "many starts have failed; HALF_OPEN, one is tried.",
                example = "CLOSED")
        PoolStatus.Circuit circuit,

        Memory memory) {

    /** Whether the workers' heaps fit into the machine. */
    @Schema(name = "PoolMemory", description = "Whether all heaps, filled to their limits, fit into the machine.")
    public record Memory(
            @Schema(description = "What server and workers may use in sum.", example = "1610612736")
            long neededBytes,

            @Schema(
                    description = "What there is: the machine's memory, or what the container is allowed of it.",
                    example = "8589934592")
            long availableBytes,

            @Schema(description = "Whether it is enough.", example = "true")
            boolean fits,

            @Schema(description = "The reckoning, in a sentence.")
            String explanation) {}
}
