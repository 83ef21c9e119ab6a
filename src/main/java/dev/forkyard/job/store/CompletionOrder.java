package dev.forkyard.job.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The tasks of a job by the time they ended; those that have not come last, by their numbers. */
final class CompletionOrder {

    private CompletionOrder() {}

    /**
     * Numbers of at most {@code limit} tasks after the first {@code offset}.
     *
     * @param stretches all of the job
     */
    static List<Integer> page(
            int tasks, @Nullable Instant jobFinishedAt, List<Stretch> stretches, int offset, int limit) {
        Instant[] ends = new Instant[tasks];
        Arrays.fill(ends, jobFinishedAt == null ? Instant.MAX : jobFinishedAt);
        for (Stretch stretch : stretches) {
            if (stretch.taskState() != null) {
                for (int task = stretch.first(); task <= stretch.last(); task++) {
                    ends[task] = stretch.finishedAt(task);
                }
            }
        }
        return IntStream.range(0, tasks)
                .boxed()
                .sorted(Comparator.comparing(task -> ends[task]))
                .skip(offset)
                .limit(limit)
                .toList();
    }
}
