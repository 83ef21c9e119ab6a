package dev.forkyard.job.schedule;

import dev.forkyard.engine.Lease;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job under way as others may see it: only outcomes that are committed. A task whose outcome is about to be committed
 * is queued, as it would be again after a crash.
 *
 * @param state QUEUED, RUNNING or CANCELLING; the store may hear of it a moment later
 * @param startedAt when a worker first worked for it
 * @param tasks how its tasks stand
 * @param ended the weight of its tasks that ran to their end
 * @param weight that of all of them, 0 while there are none
 * @param usage what its ended attempts took
 * @param waitingSince since when its longest waiting work has been waiting; absent when none waits
 * @param running what workers do for it now
 */
public record LiveJob(
        State state,
        @Nullable Instant startedAt,
        TaskCounts tasks,
        double ended,
        double weight,
        JobUsage usage,
        @Nullable Instant waitingSince,
        List<RunningTask> running) {

    public LiveJob {
        running = List.copyOf(running);
    }

    /** The share of the work that is done: by tasks that ran to their end, and what the running ones tell of theirs. */
    public double fraction() {
        double done = ended;
        for (RunningTask each : running) {
            done += each.progress() * each.weight;
        }
        return weight == 0 ? 0 : Math.min(1, done / weight);
    }

    /** The attempts that run now, by the number of their tasks. */
    public Map<Integer, Attempt> attempts() {
        Map<Integer, Attempt> attempts = new LinkedHashMap<>();
        running.forEach(each -> attempts.put(each.index(), each.attempt()));
        return attempts;
    }

    /** A task that a worker runs now; its progress is read afresh each time. */
    public static final class RunningTask {

        private final Lease lease;
        private final RunningWork work;
        private final Instant startedAt;
        private final double weight;

        RunningTask(Lease lease, RunningWork work, Instant startedAt, double weight) {
            this.lease = lease;
            this.work = work;
            this.startedAt = startedAt;
            this.weight = weight;
        }

        public int index() {
            return work.index;
        }

        public Attempt attempt() {
            return work.running(lease, startedAt);
        }

        /** From 0 to 1. */
        public double progress() {
            return work.progress();
        }

        /** Whether it has used no processor time and told nothing for long. */
        public boolean stalled() {
            return work.isStalled();
        }

        /** What it has printed so far. */
        public String log() {
            return work.log();
        }
    }
}
