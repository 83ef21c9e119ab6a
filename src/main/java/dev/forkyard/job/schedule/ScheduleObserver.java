package dev.forkyard.job.schedule;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.job.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hears what is counted about jobs and tasks; called by the scheduler's thread, must not block. */
public interface ScheduleObserver {

    /** A job has left the queue, so long after its submission. */
    void jobStarted(String type, Duration queued);

    /** The final state of a job is committed, so long after its first worker began; zero if none did. */
    void jobFinished(String type, State state, @Nullable FailureReason reason, Duration wall);

    /** A task has ended, with an attempt that took so long. */
    void taskFinished(String type, State state, @Nullable FailureReason reason, Duration wall, Duration cpu);

    /** An attempt at a task has failed for that reason, and another follows. */
    void taskRetried(FailureReason reason);

    /** A task has used no processor time and told nothing for long. */
    void taskStalled(String type);

    /** A cancelled job is CANCELLED, so long after it was asked for. */
    void cancelled(Duration took);
}
