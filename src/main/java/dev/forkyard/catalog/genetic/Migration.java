package dev.forkyard.catalog.genetic;

import dev.forkyard.task.TaskContext;
import dev.forkyard.task.TaskQueue;
import java.util.List;
import java.util.Optional;

/**
 * The way from one island to the next, in a ring: each island has a queue of the job, into which the one before it puts its best
 * tours. Nobody waits, so there may be more islands than workers: those that run later find what came from those before.
 */
final class Migration {

    private static final int CAPACITY = 16;

    private final TaskQueue arriving;
    private final TaskQueue leaving;

    private Migration(TaskQueue arriving, TaskQueue leaving) {
        this.arriving = arriving;
        this.leaving = leaving;
    }

    static Migration of(int island, int islands, TaskContext context) {
        return new Migration(queue(island, context), queue((island + 1) % islands, context));
    }

    private static TaskQueue queue(int island, TaskContext context) {
        return context.queue("island-" + island, CAPACITY);
    }

    /** Sends a tour on; if there is no room for it, it takes the place of the oldest. */
    void send(List<Integer> tour) {
        if (!leaving.offer(tour)) {
            leaving.poll();
            leaving.offer(tour);
        }
    }

    /** What has arrived, the oldest first; one at a time. */
    Optional<Object> arrived() {
        return arriving.poll();
    }
}
