package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Work;
import dev.forkyard.pool.plugin.PluginJars;
import dev.forkyard.pool.plugin.PluginStatus;
import dev.forkyard.pool.plugin.VersionedPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which JVMs work with which plug-ins, and what becomes of the JVMs. */
@Timeout(300)
class PluginPoolIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a task of the plug-in gives back. */
    record Seen(String version, long pid) {}

    @TempDir
    Path directory;

    private Path plugins;
    private PluginJars jars;

    @BeforeEach
    void makeDirectories() throws IOException {
        plugins = Files.createDirectory(directory.resolve("plugins"));
        jars = new PluginJars(Files.createDirectory(directory.resolve("made")));
    }

    @Test
    void jvmsWithEarlierPluginsAreKeptOrStartedForWhoStillNeedsThem() throws IOException {
        AtomicReference<Set<String>> needed = new AtomicReference<>(Set.of());
        drop(VersionedPlugin.jar(jars, "one", directory.resolve("loaders")));
        try (TestPool pool =
                TestPool.started(PoolSettings.ofSize(1).spares(1).plugins(plugins, Duration.ofSeconds(60)))) {
            pool.pool().keep(needed::get);
            String one = awaitGeneration(pool);
            needed.set(Set.of(one));
            Seen resident = run(pool, Isolation.POOLED, one);
            assertThat(resident).isEqualTo(new Seen("one", pool.worker(1).pid()));
            await("also told of one that began without the plug-in, which was still being tried")
                    .until(() -> pool.restarts().size() == pool.worker(1).restarts());
            int before = pool.restarts().size();

            drop(VersionedPlugin.jar(jars, "two", directory.resolve("loaders")));
            await().atMost(PATIENCE).until(() -> !generation(pool).equals(one));
            Seen next = run(pool, Isolation.POOLED, generation(pool));
            assertThat(next.version()).isEqualTo("two");
            assertThat(next.pid()).isNotEqualTo(resident.pid());
            assertThat(pool.worker(1).pid()).isEqualTo(next.pid());
            await("what has lost its place is kept by then")
                    .until(() -> restartsSince(before, pool).equals(List.of(Restart.PLUGINS)));
            assertThat(run(pool, Isolation.POOLED, one))
                    .as("the one before waits beside")
                    .isEqualTo(resident);

            ProcessHandle elder = ProcessHandle.of(resident.pid()).orElseThrow();
            elder.destroyForcibly();
            elder.onExit().join();
            Seen started = run(pool, Isolation.POOLED, one);
            assertThat(started.version()).isEqualTo("one");
            assertThat(started.pid()).isNotIn(resident.pid(), next.pid());
            assertThat(run(pool, Isolation.POOLED, one)).isEqualTo(started);
            Seen fresh = run(pool, Isolation.FRESH, one);
            assertThat(fresh.version()).isEqualTo("one");
            assertThat(fresh.pid()).isNotIn(started.pid(), next.pid());
            assertThat(run(pool, Isolation.FRESH, generation(pool)).version()).isEqualTo("two");
            assertThat(run(pool, Isolation.POOLED, generation(pool))).isEqualTo(next);
            assertThat(restartsSince(before, pool)).containsExactly(Restart.PLUGINS);

            needed.set(Set.of());
            await("nobody needs it any more")
                    .atMost(PATIENCE)
                    .until(() -> ProcessHandle.of(started.pid()).isEmpty());
            assertThat(pool.pool().status().problem()).isNull();
        }
    }

    @Test
    void whatNeedsPluginsThatAreNotKeptFailsAndSaysSo() throws IOException {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).plugins(plugins, Duration.ofSeconds(60)))) {
            pool.pool().keep(() -> Set.of("gone"));
            Recording recording = new Recording();
            lease(pool, Isolation.POOLED, "gone").start(List.of(task()), recording);

            assertThat(recording.failure().reason()).isEqualTo(FailureReason.START_FAILED);
            assertThat(recording.failure().message()).contains("not kept any more");
            assertThat(pool.run("test-echo", 1).value()).isEqualTo("1");
        }
    }

    @Test
    void pluginThatHangsIsBrokenOnceItsTimeIsUp() throws IOException {
        String forever = "try { Thread.sleep(Long.MAX_VALUE); } catch (InterruptedException e) { throw new Error(e); }";
        PluginJars.move(jars.function("f", forever, "x"), plugins.resolve("a.jar"));
        PluginJars.move(warmingUp(forever), plugins.resolve("b.jar"));
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).plugins(plugins, Duration.ofSeconds(3)))) {
            await().atMost(PATIENCE)
                    .until(() -> pool.pool().plugins().statuses().size() == 2);

            assertThat(pool.pool().plugins().statuses()).allSatisfy(plugin -> {
                assertThat(plugin.state()).isEqualTo(PluginStatus.State.BROKEN);
                assertThat(plugin.problem()).contains("within 3000 ms. It is tried again.");
            });
            assertThat(pool.run("test-echo", 1).value()).isEqualTo("1");
            assertThat(generation(pool)).isEmpty();
        }
    }

    @Test
    void workersStartThoughAPluginHangsAndArePutAsideOnceTheyHaveRunEnough() throws IOException {
        Path hanging = plugins.resolve("a.jar");
        String forever = "try { Thread.sleep(Long.MAX_VALUE); } catch (InterruptedException e) { throw new Error(e); }";
        PluginJars.move(jars.function("f", forever, "x"), hanging);
        try (TestPool pool = TestPool.started(
                PoolSettings.ofSize(1).maxTasksPerWorker(3).plugins(plugins, Duration.ofSeconds(60)))) {
            assertThat(pool.pool().plugins().statuses()).isEmpty();
            assertThat(pool.run("test-echo", 1).value()).isEqualTo("1");

            Files.delete(hanging);
            drop(VersionedPlugin.jar(jars, "one", directory.resolve("loaders")));
            String one = awaitGeneration(pool);
            pool.pool().keep(() -> Set.of(one));
            Files.delete(plugins.resolve("versioned.jar"));
            await().atMost(PATIENCE).until(() -> generation(pool).isEmpty());
            // One that still has a place is left there until its successor is warm, whatever it has run.
            Set<Long> elders = new HashSet<>();
            await("another than has run three").atMost(PATIENCE).until(() -> {
                elders.add(run(pool, Isolation.POOLED, one).pid());
                return elders.size() > 1;
            });
        }
    }

    private Path warmingUp(String statement) throws IOException {
        String source = """
                package warm;
                import dev.forkyard.task.Example;
                import dev.forkyard.task.JobResult;
                import dev.forkyard.task.JobType;
                import dev.forkyard.task.TaskContext;
                import java.util.List;
                public final class Warm implements JobType<Warm.Params, Integer, Integer> {
                    public record Params(int n) {}
                    public String name() { return "warm"; }
                    public String description() { return "Never warm."; }
                    public List<Example<Params>> examples() { return List.of(new Example<>("one", new Params(1))); }
                    public void warmUp() { %s }
                    public List<Integer> split(Params params) { return List.of(1); }
                    public Integer run(Integer task, TaskContext context) { return 1; }
                    public JobResult combine(Params params, List<Integer> results) { return JobResult.of(1); }
                }
                """.formatted(statement);
        return jars.of(Map.of("warm/Warm.java", source), List.of("warm.Warm"), List.of());
    }

    private void drop(Path jar) throws IOException {
        PluginJars.move(jar, plugins.resolve("versioned.jar"));
    }

    private static String generation(TestPool pool) {
        return pool.pool().descriptions().plugins().generation();
    }

    /** Waits until some plug-in serves, for which one that hangs may have to run out of time first. */
    private static String awaitGeneration(TestPool pool) {
        return await().atMost(PATIENCE.multipliedBy(2)).until(() -> generation(pool), found -> !found.isEmpty());
    }

    private static List<Restart> restartsSince(int before, TestPool pool) {
        List<Restart> all = pool.restarts();
        return all.subList(before, all.size());
    }

    private static Work task() {
        return TestPool.task("versioned", "/");
    }

    private static Seen run(TestPool pool, Isolation isolation, String generation) {
        Recording recording = new Recording();
        await().atMost(PATIENCE).until(() -> lease(pool, isolation, generation).start(List.of(task()), recording));
        return TestPool.parse(recording.value(), Seen.class);
    }

    private static Lease lease(TestPool pool, Isolation isolation, String generation) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> pool.pool().lease(isolation, generation), Optional::isPresent)
                .orElseThrow();
    }
}
