package dev.forkyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed at random instants under load, and started again on the same data each time, loses no job, leaves
 * none stuck, brings none to two different ends, and leaves no process behind.
 *
 * <p>{@code -Dforkyard.kills} says how often, {@code -Dforkyard.kills.seed} repeats the choices of an earlier run.
 */
@Timeout(1800)
@EnabledOnOs(OS.LINUX)
@Tag("long")
class KilledServerIT {

    private static final int KILLS = Integer.getInteger("forkyard.kills", 20);
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(3);

    /** How soon after a kill no process is left, as a rule. */
    private static final Duration ORPHANS_GONE = Duration.ofSeconds(1);

    /** How many of ten kills are held to that: not those of servers that start, nor one that the machine holds up. */
    private static final int AS_A_RULE = 4;

    /** A worker whose JVM has only begun to start notices later, the later the busier the machine is. */
    private static final Duration LAST_ORPHAN_GONE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(20);

    /** One server in so many is killed while it starts. */
    private static final int EARLY = 4;

    private static final Duration LONGEST_START = Duration.ofSeconds(5);

    private final long seed = Long.getLong("forkyard.kills.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final int sleep = 100_000 + random.nextInt(1_000_000_000);
    private final JobLoad load = new JobLoad(new Random(seed), sleep);
    private final List<Long> killed = new ArrayList<>();
    private final List<Duration> orphaned = new ArrayList<>();
    private final ExecutorService clients = Executors.newSingleThreadExecutor();

    @TempDir
    Path directory;

    @Test
    void serverKilledAtRandomInstantsLosesNoJobAndLeavesNoProcess() throws Exception {
        System.out.println("forkyard.kills.seed=" + seed);
        for (int i = 0; i < KILLS; i++) {
            try (ServerProcess server = launch()) {
                if (i % EARLY == EARLY - 1) {
                    park(LONGEST_START);
                    kill(server);
                } else {
                    server.awaitReady();
                    Future<?> client = clients.submit(() -> {
                        load.run(server);
                        return null;
                    });
                    park(LONGEST_LIFE);
                    kill(server);
                    client.get(1, TimeUnit.MINUTES);
                }
            }
        }
        assertThat(orphaned.stream().sorted().toList().get(KILLS * AS_A_RULE / 10))
                .as("time to the end of the last process, in %d of ten kills", AS_A_RULE)
                .isLessThan(ORPHANS_GONE);
        try (ServerProcess server = launch().awaitReady()) {
            load.cancelEndless(server);
            await("all final").atMost(Duration.ofMinutes(4)).until(() -> load.isOver(server));
            System.out.println(load.check(server));
            assertThat(Proc.sleepers(sleep)).isEmpty();
            assertThat(runDirectoriesOfTheKilled()).isEmpty();
        }
        assertThat(integrity()).isEqualTo("ok");
        try (ServerProcess server = launch().awaitReady()) {
            load.check(server);
        }
    }

    @AfterEach
    void stopClient() {
        clients.shutdownNow();
    }

    private ServerProcess launch() throws IOException {
        return ServerProcess.launch(
                directory,
                List.of(),
                "--forkyard.pool.size=2",
                "--forkyard.pool.heap=64MB",
                "--forkyard.pool.cancel-grace=200ms",
                "--forkyard.pool.class-path=" + Path.of("target/test-classes").toAbsolutePath());
    }

    /** Lets any instant come; nothing is waited for. */
    private void park(Duration atMost) {
        LockSupport.parkNanos((long) (random.nextDouble() * atMost.toNanos()));
    }

    /** Kills the server, and fails unless all processes that it had, or that its tasks started, are gone soon after. */
    private void kill(ServerProcess server) throws InterruptedException {
        killed.add(server.pid());
        long began = System.nanoTime();
        server.kill();
        Lag lag = new Lag(POLL);
        await("no process left")
                .pollInSameThread()
                .pollInterval(POLL)
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    lag.polled();
                    return Proc.workersOf(server.pid()).isEmpty()
                            && Proc.sleepers(sleep).isEmpty();
                });
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf(
                "kill %d: no process left after %d ms, of which this test waited %d ms for a core%n",
                killed.size(), took.toMillis(), lag.soFar().toMillis());
        orphaned.add(took.minus(lag.soFar()));
        assertThat(took).isLessThan(LAST_ORPHAN_GONE.plus(lag.soFar()));
    }

    private List<Path> runDirectoriesOfTheKilled() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> killed.stream()
                            .anyMatch(pid -> path.getFileName().toString().startsWith("forkyard-" + pid + "-")))
                    .toList();
        }
    }

    private String integrity() throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("data/forkyard.db"));
                Statement statement = database.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA integrity_check")) {
            return answer.next() ? answer.getString(1) : "no answer";
        }
    }

    /**
     * How long a polling thread has waited for a core, which on a machine that is busy with other things tells how slow it
     * is for all; next to nothing on one that is not.
     */
    private static final class Lag {

        private final Duration poll;
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final long began = System.nanoTime();
        private final long cpuBegan = threads.getCurrentThreadCpuTime();
        private int polls;

        Lag(Duration poll) {
            this.poll = poll;
        }

        /** The thread has slept once more. */
        void polled() {
            polls++;
        }

        Duration soFar() {
            long worked = threads.getCurrentThreadCpuTime() - cpuBegan;
            long lag = System.nanoTime() - began - worked - polls * poll.toNanos();
            return Duration.ofNanos(Math.max(0, lag));
        }
    }
}
