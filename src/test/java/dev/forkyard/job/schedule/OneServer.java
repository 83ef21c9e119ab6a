package dev.forkyard.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.TaskGraph;
import dev.forkyard.engine.Work;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.RecordingObserver;
import dev.forkyard.job.ScriptedEngine;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.SettableClock;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.TaskOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server with a scripted engine, which has no worker until a test hires one. */
@Timeout(120)
abstract class OneServer {

    @TempDir
    Path directory;

    final SettableClock clock = new SettableClock();
    final ScriptedEngine engine = new ScriptedEngine(0, clock);
    final RecordingObserver observer = new RecordingObserver();
    JobServer server;
    Scheduler scheduler;

    @BeforeEach
    void start() {
        serve(JobServer.LIMITS);
    }

    /** Has a server with other limits take the place of the one there is; jobs stay where they are. */
    void serve(ScheduleLimits limits) {
        if (server != null) {
            server.close();
        }
        server = new JobServer(directory.resolve("jobs.db"), engine, clock, observer, (operation, took) -> {}, limits)
                .start();
        scheduler = server.scheduler();
    }

    @AfterEach
    void close() {
        engine.relent();
        server.close();
        engine.close();
    }

    /** Splits into so many tasks, whose inputs are their numbers; leaves all else to the test. */
    static Outcome splitting(Work work, int tasks) {
        return work instanceof Work.Split ? inputs(tasks) : null;
    }

    /** Splits into so many tasks, answers each with its input, and combines these to a JSON array. */
    static Outcome doing(Work work, int tasks) {
        if (work instanceof Work.Run run) {
            return ScriptedEngine.value(run.input());
        }
        return work instanceof Work.Combine combine
                ? ScriptedEngine.value(combine.results().toString())
                : splitting(work, tasks);
    }

    static Outcome inputs(int tasks) {
        return new Outcome.Tasks(
                IntStream.range(0, tasks).mapToObj(Integer::toString).toList(), TaskGraph.NONE);
    }

    static int index(Begun piece) {
        return piece.work(Work.Run.class).index();
    }

    LiveJob live(UUID id) {
        return scheduler.find(id).orElseThrow();
    }

    void awaitCounts(UUID id, TaskCounts counts) {
        await().untilAsserted(() -> assertThat(live(id).tasks()).isEqualTo(counts));
    }

    List<State> taskStates(UUID id) {
        return server.store().tasks(id, TaskOrder.INDEX, 0, Integer.MAX_VALUE, Long.MAX_VALUE).stream()
                .map(Task::state)
                .toList();
    }
}
