package dev.forkyard.job.schedule;

import dev.forkyard.job.shared.SharedLimits;
import java.time.Duration;

/**
 * What the scheduler keeps to.
 *
 * @param maxTasks tasks that one job may split into; one that splits into more fails
 * @param pipeline how much work a worker is handed at once; zero: one task at a time
 * @param killStalled whether a stalled task is stopped
 * @param drain how long running tasks may go on when the scheduler is closed
 * @param cancelGrace how long the engine takes at most to end a task that is told to stop
 * @param maxServerLosses how often one task may be running when the server ends, before it fails
 * @param shared how much the tasks of a job may share
 */
public record ScheduleLimits(
        int maxTasks,
        Duration pipeline,
        boolean killStalled,
        Duration drain,
        Duration cancelGrace,
        int maxServerLosses,
        SharedLimits shared) {}
