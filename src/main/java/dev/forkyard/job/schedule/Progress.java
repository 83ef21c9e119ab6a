package dev.forkyard.job.schedule;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a job's tasks have come, and how long the rest will take. For any thread; what the running tasks tell is read
 * afresh each time.
 *
 * <p>The share that is done is that of the work. How long the rest takes does not follow from it where tasks need others,
 * since workers may have to wait for these. So the rest is laid out on the workers as the scheduler would do it, and so is
 * what was left at an earlier checkpoint: by as much as that was longer, the job has come in the time since. It has come
 * at least as far as its workers have worked together, which is more where some of them, but not all, have come far.
 */
final class Progress {

    /** A task that takes as long as expected, or longer, is expected to take this much of that yet. */
    private static final double OVERDUE = 0.25;

    /** What comes after the last task's work: forced writes, the combination and the last commit. */
    static final Duration ENDING = Duration.ofMillis(25);

    private static final Duration FORESEEABLE = Duration.ofDays(365);

    private final Makespan makespan;
    private final double weight;
    private final Standing now;
    private final List<? extends Running> running;
    private final @Nullable Checkpoint since;
    private final int workers;
    private final double nanosPerWeight;

    /**
     * The tasks that are over.
     *
     * @param ended which have ended, or will never run; absent where they are too many to be laid out
     * @param done the weight of those that ran to their end
     */
    record Standing(@Nullable BitSet ended, double done) {}

    /**
     * How it stood at some time.
     *
     * @param nanos when, by {@link System#nanoTime}
     * @param come the weight of what was done, the running tasks' share included
     * @param runningLeft the weight that each running task had left
     */
    record Checkpoint(long nanos, Standing standing, double come, Map<Integer, Double> runningLeft) {

        Checkpoint {
            runningLeft = Map.copyOf(runningLeft);
        }
    }

    /** A task that runs now. */
    interface Running {

        /** Number of the task. */
        int index();

        double weight();

        /** The share of it that is done, as it told, from 0 to 1. */
        double progress();

        /** When it told that, or began if it has told nothing yet, by {@link System#nanoTime}. */
        long toldNanos();
    }

    /**
     * @param weight of all tasks
     * @param since by what has come since then the job's speed is judged; absent while none has begun
     * @param workers how many the job may have at once
     * @param nanosPerWeight what those that ended took; 0 while none has
     */
    Progress(
            Makespan makespan,
            double weight,
            Standing now,
            List<? extends Running> running,
            @Nullable Checkpoint since,
            int workers,
            double nanosPerWeight) {
        this.makespan = makespan;
        this.weight = weight;
        this.now = now;
        this.running = running;
        this.since = since;
        this.workers = workers;
        this.nanosPerWeight = nanosPerWeight;
    }

    /** The share of the work that is done: by tasks that ran to their end, and what the running ones tell of theirs. */
    double fraction() {
        double done = now.done();
        for (Running each : running) {
            done += each.progress() * each.weight();
        }
        return Math.min(1, done / weight);
    }

    /** How it stands now. */
    Checkpoint checkpoint(long nanoTime) {
        Map<Integer, Double> runningLeft = new HashMap<>();
        double come = now.done();
        for (Running each : running) {
            double left = left(each, nanoTime);
            runningLeft.put(each.index(), left);
            come += each.weight() - left;
        }
        return new Checkpoint(nanoTime, now, come, runningLeft);
    }

    /**
     * How long the job will take yet, if it goes on as it has since the checkpoint; empty while that says nothing, as that
     * it will take years does.
     *
     * @param nanoTime of now
     */
    Optional<Duration> timeLeft(long nanoTime) {
        if (since == null) {
            return Optional.empty();
        }
        Checkpoint at = checkpoint(nanoTime);
        double left = left(at);
        double came = Math.max(left(since) - left, (workLeft(since) - workLeft(at)) / workers);
        double nanos = (nanoTime - since.nanos()) * left / came;
        return came > 0 && nanos < FORESEEABLE.toNanos()
                ? Optional.of(ENDING.plusNanos(Math.round(nanos)))
                : Optional.empty();
    }

    private double left(Checkpoint at) {
        BitSet ended = at.standing().ended();
        if (ended != null) {
            return makespan.of(ended, at.runningLeft(), workers);
        }
        return workLeft(at) / workers;
    }

    private double workLeft(Checkpoint at) {
        double left = weight - at.standing().done();
        for (Map.Entry<Integer, Double> each : at.runningLeft().entrySet()) {
            left -= makespan.weight(each.getKey()) - each.getValue();
        }
        return Math.max(0, left);
    }

    /** What a task has left by what it told, and by the time since, as far as that can be said. */
    private double left(Running task, long nanoTime) {
        double told = task.weight() * (1 - task.progress());
        double since = nanosPerWeight == 0 ? 0 : (nanoTime - task.toldNanos()) / nanosPerWeight;
        return Math.min(told, Math.max(told - since, OVERDUE * since));
    }
}
