package dev.forkyard.job.schedule;

import java.util.concurrent.CompletableFuture;

/** The writes that the store has yet to commit, and what follows from them. Belongs to the scheduler's thread. */
final class Commits {

    private static final System.Logger LOG = System.getLogger(Commits.class.getName());

    private final EventLoop loop;
    private int pending;

    Commits(EventLoop loop) {
        this.loop = loop;
    }

    /** How many tasks and jobs have something on its way to the store. */
    int pending() {
        return pending;
    }

    /** Has an event run once a write is in the store. */
    void then(CompletableFuture<Void> write, Runnable event) {
        then(write, 1, event);
    }

    /** @param weight how many tasks it is about */
    void then(CompletableFuture<Void> write, int weight, Runnable event) {
        then(write, weight, event, () -> {});
    }

    /** @param refused run instead if the store refuses the write for good */
    void then(CompletableFuture<Void> write, int weight, Runnable event, Runnable refused) {
        pending += weight;
        CompletableFuture<Void> unused = write.whenComplete((done, error) -> loop.post(() -> {
            pending -= weight;
            if (error == null) {
                event.run();
            } else {
                LOG.log(System.Logger.Level.ERROR, "The store has refused a change for good", error);
                refused.run();
            }
        }));
    }
}
