package dev.forkyard;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Kills a worker that is busy now and then, as {@code kill -9} does, until it has killed so many or is told to stop. */
final class WorkerKiller {

    private final ServerProcess server;
    private final Random random;
    private final int kills;
    private final Duration pause;
    private volatile boolean stopped;

    WorkerKiller(ServerProcess server, Random random, int kills, Duration pause) {
        this.server = server;
        this.random = random;
        this.kills = kills;
        this.pause = pause;
    }

    /** Completes with how many it has killed. */
    CompletableFuture<Integer> start() {
        return CompletableFuture.supplyAsync(this::run, task -> new Thread(task, "worker-killer").start());
    }

    void stop() {
        stopped = true;
    }

    private int run() {
        int done = 0;
        while (done < kills && !stopped) {
            LockSupport.parkNanos((long) (2 * random.nextDouble() * pause.toNanos()));
            List<Long> busy = server.getJson("/api/v1/workers")
                    .path("items")
                    .valueStream()
                    .filter(worker -> worker.path("state").asString().equals("BUSY") && worker.has("pid"))
                    .map(worker -> worker.path("pid").asLong())
                    .toList();
            if (!busy.isEmpty() && kill(busy.get(random.nextInt(busy.size())))) {
                done++;
            }
        }
        return done;
    }

    /** No process but a worker of this server is hit, though its number may be another's by now. */
    private boolean kill(long pid) {
        return server.workers().stream().filter(worker -> worker.pid() == pid).anyMatch(ProcessHandle::destroyForcibly);
    }
}
