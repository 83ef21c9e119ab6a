package dev.forkyard.job.schedule;

import dev.forkyard.engine.Lease;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job under way as others may see it: only outcomes that are committed. A task whose outcome is about to be committed
 * is queued, as it would be again after a crash.
 *
 * @param state QUEUED, RUNNING or CANCELLING; the store may hear of it a moment later
 * @param startedAt when a worker first worked for it
 * @param tasks how its tasks stand
 * @param progress how far these have come, counting outcomes about to be committed; absent while there are none
 * @param usage what its ended attempts took
 * @param waitingSince since when its longest waiting work has been waiting; absent when none waits
 * @param running what workers do for it now
 */
public record LiveJob(
        State state,
        @Nullable Instant startedAt,
        TaskCounts tasks,
        @Nullable Progress progress,
        JobUsage usage,
        @Nullable Instant waitingSince,
        List<RunningTask> running) {

    public LiveJob {
        running = List.copyOf(running);
    }

    /** The share of the work that is done: by tasks that ran to their end, and what the running ones tell of theirs. */
    public double fraction() {
        return progress == null ? 0 : progress.fraction();
    }

    /** How long it will take yet if it goes on as before; empty while nothing can be said. */
    public Optional<Duration> timeLeft() {
        return progress == null ? Optional.empty() : progress.timeLeft(System.nanoTime());
    }

    /** The attempts that run now, by the number of their tasks. */
    public Map<Integer, Attempt> attempts() {
        Map<Integer, Attempt> attempts = new LinkedHashMap<>();
        running.forEach(each -> attempts.put(each.index(), each.attempt()));
        return attempts;
    }

    /** A task that a worker runs now; its progress is read afresh each time. */
    public static final class RunningTask implements Progress.Running {

        private final Lease lease;
        private final RunningWork work;
        private final Instant startedAt;
        private final long startedNanos;
        private final double weight;

        /** @param startedNanos the same by {@link System#nanoTime} */
        RunningTask(Lease lease, RunningWork work, Instant startedAt, long startedNanos, double weight) {
            this.lease = lease;
            this.work = work;
            this.startedAt = startedAt;
            this.startedNanos = startedNanos;
            this.weight = weight;
        }

        @Override
        public int index() {
            return work.index;
        }

        public Attempt attempt() {
            return work.running(lease, startedAt);
        }

        @Override
        public double progress() {
            return work.progress();
        }

        @Override
        public double weight() {
            return weight;
        }

        @Override
        public long toldNanos() {
            return work.progress() == 0 ? startedNanos : work.progressNanos();
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
