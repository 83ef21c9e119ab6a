package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.TaskProgress;

/** A series or an iteration that gives π to any precision. */
interface PiSeries {

    /**
     * π with so many bits after the point, and a proven bound of its error.
     *
     * @param bits at least 1
     * @param workspace where the result is, and what leads to it
     * @throws InterruptedException soon after the task was cancelled
     */
    FixedPoint pi(long bits, Workspace workspace, TaskProgress progress) throws InterruptedException;
}
