package dev.forkyard.job.schedule;

import static dev.forkyard.job.ScriptedEngine.failed;
import static dev.forkyard.job.ScriptedEngine.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.Deadline;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.SharedCall;
import dev.forkyard.engine.TaskGraph;
import dev.forkyard.engine.Work;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobFailure.Phase;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.Retry;
import dev.forkyard.job.ScriptedEngine;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.store.EndedAttempt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that was killed leaves behind what it had committed; the next one, on a copy of that, goes on with it. */
final class RecoveryTests extends OneServer {

    private final ScriptedEngine secondEngine = new ScriptedEngine(2, clock).answering(work -> doing(work, 4));
    private JobServer second;

    @AfterEach
    void closeSecond() {
        if (second != null) {
            second.close();
        }
        secondEngine.close();
    }

    @Test
    void jobThatHadOnlyBeenAcceptedRuns() {
        UUID id = server.submit();
        restart();

        Job job = second.end(id);
        assertThat(job.state()).isEqualTo(State.SUCCEEDED);
        assertThat(job.result().json()).isEqualTo("[0, 1, 2, 3]");
    }

    @Test
    void jobThatWasBeingSplitIsSplitAgainAndKeepsItsStart() {
        engine.hire(1);
        Instant started = clock.instant();
        UUID id = server.submit();
        engine.next();
        awaitState(id, State.RUNNING);
        clock.advance(Duration.ofMinutes(1));
        restart();

        assertThat(second.end(id).state()).isEqualTo(State.SUCCEEDED);
        assertThat(second.job(id).startedAt()).isEqualTo(started);
        assertThat(secondEngine.history().get(0)).isInstanceOf(Work.Split.class);
    }

    @Test
    void jobThatWasSplitIsNotSplitAgain() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 4));
        UUID id = server.submit();
        engine.next();
        awaitCounts(id, new TaskCounts(4, 3, 1, 0, 0, 0));
        restart();

        assertThat(second.end(id).result().json()).isEqualTo("[0, 1, 2, 3]");
        assertThat(secondEngine.history()).hasSize(5).noneMatch(Work.Split.class::isInstance);
    }

    @Test
    void finishedTasksAreKeptAndNotRunAgain() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 4));
        UUID id = server.submit();
        engine.next().end(value("\"kept\""), Duration.ofMillis(10), Duration.ofMillis(9));
        engine.next().end(value("\"too\""), Duration.ofMillis(20), Duration.ofMillis(19));
        engine.next();
        awaitCounts(id, new TaskCounts(4, 1, 1, 2, 0, 0));
        restart();

        Job job = second.end(id);
        assertThat(job.result().json()).isEqualTo("[\"kept\", \"too\", 2, 3]");
        assertThat(job.usage().taskWall()).isEqualTo(Duration.ofMillis(10 + 20 + 4 + 4));
        assertThat(job.usage().cpu()).isEqualTo(Duration.ofMillis(9 + 19 + 3 + 3));
        assertThat(runs(secondEngine)).extracting(Work.Run::index).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void taskStillWaitsForTheOthersItNeedsAndIsGivenWhatTheyHadAnswered() {
        engine.hire(1);
        TaskGraph graph = new TaskGraph(List.of(List.of(), List.of(), List.of(0, 1)), List.of(1.0, 2.0, 1.0));
        engine.answering(work -> work instanceof Work.Split ? new Outcome.Tasks(List.of("0", "1", "2"), graph) : null);
        UUID id = server.submit();
        engine.next().end(value("\"kept\""));
        engine.next();
        awaitCounts(id, new TaskCounts(3, 1, 1, 1, 0, 0));
        restart();

        assertThat(second.end(id).state()).isEqualTo(State.SUCCEEDED);
        assertThat(runs(secondEngine)).extracting(Work.Run::index).containsExactly(1, 2);
        assertThat(runs(secondEngine).get(1).needed()).containsExactly("\"kept\"", "1");
    }

    @Test
    void attemptThatRanIsLostWithTheServerAndTheNextHasTheNextNumber() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit();
        engine.next();
        clock.advance(Duration.ofSeconds(1));
        await().untilAsserted(() -> assertThat(taskStates(id)).containsExactly(State.RUNNING));
        restart();

        assertThat(second.end(id).state()).isEqualTo(State.SUCCEEDED);
        Task task = second.store().task(id, 0).orElseThrow();
        assertThat(task.attempts())
                .extracting(Attempt::number, Attempt::state)
                .containsExactly(tuple(1, State.FAILED), tuple(2, State.SUCCEEDED));
        assertThat(task.attempts().get(0).failure().reason()).isEqualTo(FailureReason.SERVER_LOST);
        assertThat(runs(secondEngine)).extracting(Work.Run::attempt).containsExactly(2);
    }

    /** It need not have run for long, if it has changed what the job's tasks share. */
    @Test
    void attemptThatChangedSomethingIsLostWithTheServerAndTheNextHasTheNextNumber() throws Exception {
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit();
        engine.next().ask(new SharedCall(1, SharedCall.Operation.ADD, "n", "", 1, 0, true));
        await().until(() -> !server.store().sharedContents(id).counters().isEmpty());
        restart();

        assertThat(second.end(id).state()).isEqualTo(State.SUCCEEDED);
        assertThat(second.store().task(id, 0).orElseThrow().attempts())
                .extracting(Attempt::number, Attempt::state)
                .containsExactly(tuple(1, State.FAILED), tuple(2, State.SUCCEEDED));
    }

    @Test
    void jobOfWhichOnlyTheCombinationIsMissingIsCombined() {
        engine.hire(1);
        engine.answering(work -> work instanceof Work.Combine ? null : doing(work, 4));
        UUID id = server.submit();
        engine.next();
        awaitCounts(id, new TaskCounts(4, 0, 0, 4, 0, 0));
        restart();

        assertThat(second.end(id).result().json()).isEqualTo("[0, 1, 2, 3]");
        assertThat(secondEngine.history()).hasSize(1);
    }

    @Test
    void jobThatWasBeingCancelledIsCancelledWithoutAWorker() {
        engine.hire(1);
        engine.stubborn();
        engine.answering(work -> splitting(work, 4));
        UUID id = server.submit();
        engine.next().end(value("0"));
        engine.next();
        awaitCounts(id, new TaskCounts(4, 2, 1, 1, 0, 0));
        scheduler.cancel(id).join();
        restart();

        assertThat(second.end(id).state()).isEqualTo(State.CANCELLED);
        assertThat(second.job(id).tasks()).isEqualTo(new TaskCounts(4, 0, 0, 1, 0, 3));
        assertThat(secondEngine.history()).isEmpty();
    }

    @Test
    void continuedJobWithAFailureRunsTheRestAndFailsWithIt() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 4));
        UUID id = server.submit(JobServer.spec(5, null, OnTaskFailure.CONTINUE));
        engine.next().end(value("0"));
        engine.next().end(failed(FailureReason.TASK_ERROR, "no"));
        engine.next();
        awaitCounts(id, new TaskCounts(4, 1, 1, 1, 1, 0));
        restart();

        Job job = second.end(id);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.failure().cause().message()).isEqualTo("no");
        assertThat(List.of(
                        job.failure().phase(),
                        job.failure().task(),
                        job.failure().attempt()))
                .containsExactly(Phase.RUN, 1, 1);
        assertThat(job.tasks()).isEqualTo(new TaskCounts(4, 0, 0, 3, 1, 0));
        assertThat(runs(secondEngine)).extracting(Work.Run::index).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void continuedJobWhoseTasksHadAllEndedFailsWithoutAWorker() {
        engine.hire(2);
        engine.stubborn();
        engine.answering(work -> splitting(work, 2));
        UUID id = server.submit(JobServer.spec(5, null, OnTaskFailure.CONTINUE));
        Begun zero = engine.next();
        Begun one = engine.next();
        zero.end(failed(FailureReason.TASK_ERROR, "no"));
        awaitCounts(id, new TaskCounts(2, 0, 1, 0, 1, 0));
        Path before = server.killedNow();
        one.end(value("1"));
        server.end(id);
        restart(before, work -> null);

        Begun again = secondEngine.next();
        assertThat(index(again)).isEqualTo(1);
        again.end(value("1"));
        assertThat(second.end(id).state()).isEqualTo(State.FAILED);
    }

    @Test
    void failedFastJobFailsWithItsCauseAndRunsNothingMore() {
        engine.hire(2);
        engine.stubborn();
        engine.answering(work -> splitting(work, 4));
        UUID id = server.submit(JobServer.spec(5, 2, OnTaskFailure.FAIL_FAST));
        Begun zero = engine.next();
        engine.next();
        zero.end(failed(FailureReason.OUT_OF_MEMORY, "no heap"));
        awaitCounts(id, new TaskCounts(4, 2, 1, 0, 1, 0));
        restart();

        Job job = second.end(id);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.failure().cause().reason()).isEqualTo(FailureReason.OUT_OF_MEMORY);
        assertThat(job.failure().worker()).isEqualTo(zero.worker());
        assertThat(job.tasks()).isEqualTo(new TaskCounts(4, 0, 0, 0, 1, 3));
        assertThat(secondEngine.history()).isEmpty();
    }

    @Test
    void sameFileIsTakenUpAfterAnOrderlyStop() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 4));
        UUID id = server.submit();
        engine.next().end(value("\"kept\""));
        Begun late = engine.next();
        awaitCounts(id, new TaskCounts(4, 2, 1, 1, 0, 0));
        server.close();
        late.end(value("\"late\""));
        restart(directory.resolve("jobs.db"), work -> doing(work, 4));

        assertThat(second.end(id).result().json()).isEqualTo("[\"kept\", 1, 2, 3]");
    }

    @Test
    void jobThatWasBeingStoppedForItsTimeoutFailsWithIt() {
        UUID id = JobServer.newId();
        Instant now = clock.instant();
        Deadlines deadlines = new Deadlines(Duration.ofSeconds(10), null, null);
        server.store().insert(id, JobServer.spec(deadlines, Retry.DEFAULT), now).join();
        server.store().started(id, now).join();
        server.store().split(id, List.of("0"), TaskGraph.NONE).join();
        clock.advance(Duration.ofSeconds(10));
        Attempt stopped = new Attempt(
                1,
                "worker-1",
                1,
                1L,
                0,
                State.CANCELLED,
                now,
                now,
                clock.instant(),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                0L,
                null,
                null);
        server.store()
                .attemptsEnded(id, List.of(new EndedAttempt(0, State.CANCELLED, stopped, null, null, "")))
                .join();
        restart();

        Job job = second.end(id);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.failure().cause().deadline()).isEqualTo(Deadline.TIMEOUT);
    }

    @Test
    void finalJobsAreLeftAlone() {
        engine.hire(1);
        engine.answering(work -> doing(work, 4));
        UUID id = server.submit();
        Job before = server.end(id);
        restart();

        assertThat(second.scheduler().size()).isZero();
        assertThat(second.job(id)).isEqualTo(before);
        assertThat(second.scheduler().whenFinal(id)).isDone();
    }

    @Test
    void jobsThatWaitedAreTakenUpInTheirOrder() {
        List<UUID> ids = IntStream.range(0, 50).mapToObj(i -> server.submit()).toList();
        restart();
        ids.forEach(second::end);

        assertThat(secondEngine.history().stream()
                        .filter(Work.Split.class::isInstance)
                        .map(Work::job))
                .containsExactlyElementsOf(ids.stream().map(UUID::toString).toList());
    }

    @Test
    void whereverTheServerIsKilledTheJobEndsRightAndKeepsWhatWasDone() {
        List<Path> copies = new ArrayList<>();
        engine.answering(work -> {
            copies.add(server.killedNow());
            return doing(work, 6);
        });
        engine.hire(2);
        UUID id = server.submit();
        assertThat(server.end(id).state()).isEqualTo(State.SUCCEEDED);
        copies.add(server.killedNow());

        assertThat(copies).hasSizeGreaterThan(7);
        for (Path copy : copies) {
            ScriptedEngine fresh = new ScriptedEngine(2, clock).answering(work -> doing(work, 6));
            try (JobServer next = new JobServer(copy, fresh, clock)) {
                List<Integer> done = next.store().storedTasks(id).stream()
                        .filter(task -> task.state().isFinal())
                        .map(task -> task.index())
                        .toList();
                Job job = next.start().end(id);
                assertThat(job.state()).isEqualTo(State.SUCCEEDED);
                assertThat(job.result().json()).isEqualTo("[0, 1, 2, 3, 4, 5]");
                assertThat(job.tasks()).isEqualTo(new TaskCounts(6, 0, 0, 6, 0, 0));
                assertThat(runs(fresh)).extracting(Work.Run::index).noneMatch(done::contains);
            } finally {
                fresh.close();
            }
        }
    }

    private void restart() {
        restart(server.killedNow(), work -> doing(work, 4));
    }

    private void restart(Path file, Function<Work, Outcome> script) {
        secondEngine.answering(script);
        second = new JobServer(file, secondEngine, clock).start();
    }

    private void awaitState(UUID id, State state) {
        await().untilAsserted(() -> assertThat(server.job(id).state()).isEqualTo(state));
    }

    private static List<Work.Run> runs(ScriptedEngine engine) {
        return engine.history().stream()
                .filter(Work.Run.class::isInstance)
                .map(Work.Run.class::cast)
                .toList();
    }
}
