package dev.forkyard.job.schedule;

import static dev.forkyard.job.ScriptedEngine.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Work;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.ScriptedEngine;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.TaskCounts;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is stopped: what runs may end, what takes longer is put off, and the next server goes on. */
final class DrainTests extends OneServer {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final ScriptedEngine nextEngine = new ScriptedEngine(2, clock);
    private JobServer next;

    @AfterEach
    void closeNext() {
        if (next != null) {
            next.close();
        }
        nextEngine.close();
    }

    @Test
    void whatEndsInTimeIsKeptAndNothingNewBegins() {
        serve(draining(LONG, 100));
        engine.hire(1);
        engine.answering(work -> splitting(work, 3));
        UUID id = server.submit();
        engine.next().end(value("\"kept\""));
        Begun one = engine.next();
        CompletableFuture<Void> closing = close(server);
        await().until(one::isRecalled);
        engine.hire(1);
        scheduler.cancel(JobServer.newId()).join();
        assertThat(closing).isNotDone();
        assertThat(engine.isQuiet()).as("the idle worker begins nothing").isTrue();
        one.end(value("\"too\""));
        closing.join();

        assertThat(one.isCancelled()).isFalse();
        assertThat(engine.isQuiet()).isTrue();
        reopen();
        assertThat(next.store().task(id, 1).orElseThrow().state()).isEqualTo(State.SUCCEEDED);
        nextEngine.answering(work -> doing(work, 3));
        assertThat(next.start().end(id).result().json()).isEqualTo("[\"kept\", \"too\", 2]");
    }

    @Test
    void idleServerClosesAtOnce() {
        serve(draining(LONG, 100));
        server.submit();

        assertThat(close(server)).succeedsWithin(Duration.ofSeconds(20));
        scheduler.close();
    }

    @Test
    void splitThatEndsWhileDrainingIsStored() {
        serve(draining(LONG, 100));
        engine.hire(1);
        UUID id = server.submit();
        Begun split = engine.next();
        CompletableFuture<Void> closing = close(server);
        await().until(split::isRecalled);
        split.end(inputs(2));
        closing.join();

        reopen();
        assertThat(next.store().storedTasks(id)).hasSize(2);
    }

    @Test
    void jobWhoseCombinationEndsWhileDrainingHasSucceeded() {
        serve(draining(LONG, 100));
        engine.hire(1);
        engine.answering(work -> work instanceof Work.Combine ? null : doing(work, 2));
        UUID id = server.submit();
        Begun combine = engine.next();
        CompletableFuture<Void> closing = close(server);
        await().until(combine::isRecalled);
        combine.end(value("[0, 1]"));
        closing.join();

        reopen();
        assertThat(next.job(id).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void whatTakesLongerIsPutOffAndTakenUpAgain() {
        serve(draining(SHORT, 100));
        engine.hire(1);
        engine.answering(work -> splitting(work, 2));
        UUID id = server.submit();
        Begun slow = engine.next();
        server.close();

        assertThat(slow.isCancelled()).isTrue();
        reopen();
        assertThat(next.job(id).state()).isEqualTo(State.RUNNING);
        Task task = next.store().task(id, 0).orElseThrow();
        assertThat(task.state()).isEqualTo(State.QUEUED);
        assertThat(task.attempts()).singleElement().satisfies(DrainTests::assertServerLost);
        nextEngine.answering(work -> doing(work, 2));
        assertThat(next.start().end(id).result().json()).isEqualTo("[0, 1]");
        assertThat(next.store().task(id, 0).orElseThrow().attempts())
                .extracting(Attempt::number, Attempt::state)
                .containsExactly(tuple(1, State.FAILED), tuple(2, State.SUCCEEDED));
    }

    @Test
    void successThatComesInSpiteOfBeingPutOffCounts() {
        serve(draining(SHORT, 100));
        engine.stubborn();
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit();
        Begun slow = engine.next();
        CompletableFuture<Void> closing = close(server);
        await().until(slow::isCancelled);
        slow.end(value("0"));
        closing.join();

        reopen();
        assertThat(next.store().task(id, 0).orElseThrow().state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void splitThatIsPutOffIsMadeAgain() {
        serve(draining(SHORT, 100));
        engine.hire(1);
        UUID id = server.submit();
        engine.next();
        server.close();

        reopen();
        assertThat(next.job(id).state()).isEqualTo(State.RUNNING);
        nextEngine.answering(work -> doing(work, 1));
        assertThat(next.start().end(id).state()).isEqualTo(State.SUCCEEDED);
        assertThat(nextEngine.history().get(0)).isInstanceOf(Work.Split.class);
    }

    /** The worker may be further than has been heard of when it is told to stop. */
    @Test
    void allThatRanOfABatchIsPutOffWhicheverRanAtTheTime() {
        serve(draining(SHORT, 100));
        engine.stubborn().keeping();
        engine.hire(1);
        engine.answering(work -> splitting(work, 20));
        UUID id = server.submit();
        engine.next().end(value("0"), Duration.ofMillis(1), Duration.ZERO);
        Begun one = engine.next();
        CompletableFuture<Void> closing = close(server);
        await().until(one::isCancelled);
        one.end(value("1"));
        engine.relent();
        engine.next().end(new Outcome.Cancelled());
        for (int i = 3; i <= 5; i++) {
            engine.next().end(new Outcome.Cancelled());
        }
        closing.join();

        reopen();
        assertThat(next.job(id).state()).isEqualTo(State.RUNNING);
        Task two = next.store().task(id, 2).orElseThrow();
        assertThat(two.state()).isEqualTo(State.QUEUED);
        assertThat(two.attempts()).singleElement().satisfies(DrainTests::assertServerLost);
        assertThat(next.store().task(id, 1).orElseThrow().state()).isEqualTo(State.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void jobThatWasBeingCancelledIsCancelledAndNotPutOff(boolean afterTheDrain) {
        serve(draining(afterTheDrain ? SHORT : LONG, 100));
        engine.stubborn();
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit();
        Begun slow = engine.next();
        scheduler.cancel(id).join();
        if (afterTheDrain) {
            engine.relent();
            server.close();
        } else {
            CompletableFuture<Void> closing = close(server);
            slow.end(new Outcome.Cancelled());
            closing.join();
        }

        reopen();
        assertThat(next.job(id).state()).isEqualTo(State.CANCELLED);
        assertThat(next.store().task(id, 0).orElseThrow().state()).isEqualTo(State.CANCELLED);
        assertThat(next.store().task(id, 0).orElseThrow().attempts())
                .extracting(Attempt::state)
                .containsExactly(State.CANCELLED);
    }

    @Test
    void taskThatWasThereTooOftenFailsForGood() {
        serve(draining(SHORT, 1));
        engine.hire(1);
        engine.answering(work -> splitting(work, 2));
        UUID id = server.submit();
        engine.next();
        server.close();

        reopen();
        Job job = next.job(id);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.failure().cause().reason()).isEqualTo(FailureReason.SERVER_LOST);
        assertThat(job.tasks()).isEqualTo(new TaskCounts(2, 0, 0, 0, 1, 1));
    }

    @Test
    void serverLossesAreCountedAcrossRestarts() {
        serve(draining(SHORT, 3));
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit();
        for (int loss = 1; loss <= 3; loss++) {
            assertThat(engine.next().work(Work.Run.class).attempt()).isEqualTo(loss);
            serve(draining(SHORT, 3));
        }

        Job job = server.end(id);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.failure().cause().reason()).isEqualTo(FailureReason.SERVER_LOST);
        assertThat(server.store().task(id, 0).orElseThrow().attempts()).hasSize(3);
    }

    @Test
    void whatDoesNotEvenStopIsLeftBehindAndTakenUpAgain() {
        serve(draining(SHORT, Duration.ZERO, 100));
        engine.stubborn();
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit();
        engine.next();
        await().until(() -> taskStates(id).contains(State.RUNNING));
        server.close();

        reopen();
        nextEngine.answering(work -> doing(work, 1));
        assertThat(next.start().end(id).state()).isEqualTo(State.SUCCEEDED);
        assertThat(next.store().task(id, 0).orElseThrow().attempts().get(0)).satisfies(DrainTests::assertServerLost);
    }

    private static void assertServerLost(Attempt attempt) {
        assertThat(attempt.state()).isEqualTo(State.FAILED);
        assertThat(attempt.failure().reason()).isEqualTo(FailureReason.SERVER_LOST);
    }

    private static ScheduleLimits draining(Duration drain, int maxServerLosses) {
        return draining(drain, LONG, maxServerLosses);
    }

    private static ScheduleLimits draining(Duration drain, Duration cancelGrace, int maxServerLosses) {
        return new ScheduleLimits(
                100, Duration.ofMillis(5), false, drain, cancelGrace, maxServerLosses, JobServer.SHARED);
    }

    private static CompletableFuture<Void> close(JobServer server) {
        return CompletableFuture.runAsync(server::close).orTimeout(60, TimeUnit.SECONDS);
    }

    /** The next server on the same store; it does not serve yet. */
    private void reopen() {
        next = new JobServer(directory.resolve("jobs.db"), nextEngine, clock);
    }
}
