package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.TaskProgress;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/**
 * A series whose terms can be summed in ranges, each in a place of its own; joined, these sums are that of all terms.
 *
 * @param <S> the sum of a range
 */
interface SummedSeries<S extends PartialSum<S>> extends PiSeries {

    /** How many terms it takes for so many bits after the point. */
    long terms(long bits);

    /** The power of the terms that are left that the work which is left falls with: 1 if each takes as long. Measured. */
    double decline();

    /**
     * The sum of the terms {@code from} inclusive to {@code to} exclusive, at least one.
     *
     * @param bits after the point of π; {@code terms(bits)} and more are the end of the series
     * @throws InterruptedException soon after the task was cancelled
     */
    S sum(long from, long to, long bits, Workspace workspace, TaskProgress progress) throws InterruptedException;

    /** A sum as it was written. */
    S read(ReadableByteChannel from, Workspace workspace) throws IOException;
}
