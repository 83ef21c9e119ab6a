package dev.forkyard.api.answer;

import dev.forkyard.pool.WorkerStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A worker as it stands now. What does not apply is absent. */
@Schema(name = "Worker", description = "A worker as it stands now. What does not apply is absent.")
public record WorkerAnswer(
        @Schema(description = "Name of its slot; it stays when the JVM in it is replaced.", example = "worker-1")
        String id,

        @Schema(description = "Process id of its JVM.", example = "4711") @Nullable Long pid,

        @Schema(description = "Process id of the server.", example = "4700")
        long ppid,

        @Schema(description = "Whether its JVM lives.", example = "true")
        boolean alive,

        @Schema(
                description = "What it is doing: STARTING is a worker whose JVM comes up, or warms up before it takes "
                        + "another's place; STOPPED one that was not needed for a while and comes back when it is; "
                        + "DEAD one whose JVM has ended and is about to be replaced.",
                example = "IDLE")
        WorkerStatus.State state,

        @Schema(description = "The logical CPU that it is pinned to.", example = "0") @Nullable Integer core,

        @Nullable CurrentTask currentTask,

        @Schema(description = "Tasks that this JVM has ended.", example = "128")
        long tasksRun,

        @Schema(description = "When this JVM was started.", example = "2026-11-01T12:00:00.000Z") @Nullable Instant startedAt,

        @Schema(description = "Memory that the OS counts for the JVM, where it tells.", example = "52428800") @Nullable Long residentBytes,

        @Schema(description = "How often the slot got a new JVM.", example = "0")
        int restarts,

        @Schema(
                description = "Whether the JVM is to be replaced, or the worker to leave the pool, once it is free.",
                example = "false")
        boolean retiring) {

    /** What a worker works on. */
    @Schema(description = "What the worker works on.")
    public record CurrentTask(
            @Schema(description = "Id of the job.", example = "019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d")
            String job,

            @Schema(description = "Number of the task; absent while the job is split or combined.", example = "2")
            @Nullable Integer task,

            @Schema(description = "What the task is called; likewise.", example = "task-2") @Nullable String name,

            @Schema(description = "Which attempt at the task.", example = "1") @Nullable Integer attempt) {}
}
