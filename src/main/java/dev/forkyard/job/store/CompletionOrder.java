package dev.forkyard.job.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        Instant[] ends = ends(tasks, jobFinishedAt, stretches);
        return inOrder(ends).skip(offset).limit(limit).toList();
    }

    /**
     * Numbers of those that have ended.
     *
     * @param stretches all of the job
     */
    static List<Integer> ended(int tasks, @Nullable Instant jobFinishedAt, List<Stretch> stretches) {
        Instant[] ends = ends(tasks, jobFinishedAt, stretches);
        return inOrder(ends).takeWhile(task -> !ends[task].equals(Instant.MAX)).toList();
    }

    private static Stream<Integer> inOrder(Instant[] ends) {
        return IntStream.range(0, ends.length).boxed().sorted(Comparator.comparing(task -> ends[task]));
    }

    private static Instant[] ends(int tasks, @Nullable Instant jobFinishedAt, List<Stretch> stretches) {
        Instant[] ends = new Instant[tasks];
        Arrays.fill(ends, jobFinishedAt == null ? Instant.MAX : jobFinishedAt);
        for (Stretch stretch : stretches) {
            if (stretch.taskState() != null) {
                for (int task = stretch.first(); task <= stretch.last(); task++) {
                    ends[task] = stretch.finishedAt(task);
                }
            }
        }
        return ends;
    }
}
