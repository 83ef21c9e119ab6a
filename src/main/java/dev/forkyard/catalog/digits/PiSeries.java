package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.progress.TaskProgress;

/** A series that gives π to any precision. */
interface PiSeries {

    /**
     * π with so many bits after the point, and a proven bound of its error.
     *
     * @param bits at least 1
     * @throws InterruptedException soon after the task was cancelled
     */
    FixedPoint pi(int bits, TaskProgress progress) throws InterruptedException;
}
