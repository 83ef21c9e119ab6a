package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.progress.TaskProgress;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * What adjacent terms of a series come to.
 *
 * @param <S> the sums that it can be joined with
 */
interface PartialSum<S extends PartialSum<S>> {

    /**
     * The sum of the terms of both, which are used up; those of {@code right} follow those of this.
     *
     * @throws InterruptedException if the task was cancelled
     */
    S join(S right, TaskProgress progress) throws InterruptedException;

    /** Writes it as {@link SummedSeries#read} reads it. */
    void write(WritableByteChannel to) throws IOException;
}
