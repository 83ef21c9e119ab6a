package dev.forkyard.job.schedule;

import static dev.forkyard.job.ScriptedEngine.failed;
import static dev.forkyard.job.ScriptedEngine.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.TaskGraph;
import dev.forkyard.engine.Work;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.TaskOrder;
import dev.forkyard.job.store.Printed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several short tasks that one worker is handed at once. */
final class BatchTests extends OneServer {

    /** Of tasks of a millisecond five fit in the five that a worker is handed at once. */
    private static final int SIZE = 5;

    @Test
    void sizesFollowThePaceAndShrinkTowardsTheEnd() {
        engine.keeping().taking(Duration.ofMillis(1)).hire(1);
        engine.answering(work -> doing(work, 20));
        Job job = server.end(server.submit());

        assertThat(job.tasks()).isEqualTo(new TaskCounts(20, 0, 0, 20, 0, 0));
        assertThat(job.result().json())
                .isEqualTo(IntStream.range(0, 20).boxed().toList().toString());
        assertThat(engine.batches())
                .as("split; one to see; half of what waits, at most five; combination")
                .containsExactly(1, 1, 5, 5, 4, 2, 1, 1, 1, 1);
    }

    @Test
    void withoutPipelineEachTaskGoesAlone() {
        serve(new ScheduleLimits(100, Duration.ZERO, false, Duration.ZERO, Duration.ZERO, 100, JobServer.SHARED));
        engine.hire(1);
        engine.taking(Duration.ofNanos(1));
        engine.answering(work -> doing(work, 50));
        server.end(server.submit());

        assertThat(engine.batches()).hasSize(52).containsOnly(1);
    }

    @Test
    void longInputsGoFewTogether() {
        engine.hire(1);
        engine.taking(Duration.ofNanos(1));
        String input = '"' + "x".repeat(100_000) + '"';
        engine.answering(work -> work instanceof Work.Split
                ? new Outcome.Tasks(Collections.nCopies(20, input), TaskGraph.NONE)
                : value("0"));
        server.end(server.submit());

        assertThat(engine.batches()).startsWith(1, 1, 3, 3).allMatch(size -> size <= 3);
    }

    @Test
    void manyJobsTakeTurnsThoughEachHandsOutManyTasksAtOnce() {
        engine.taking(Duration.ofMillis(1));
        engine.answering(work -> doing(work, 100));
        List<UUID> ids = List.of(server.submit(), server.submit());
        engine.hire(1);
        ids.forEach(server::end);

        List<String> order = engine.history().stream()
                .filter(Work.Run.class::isInstance)
                .map(Work::job)
                .toList();
        String ahead = ids.get(0).toString();
        int lead = 0;
        int most = 0;
        for (String job : order.subList(0, 150)) {
            lead += job.equals(ahead) ? 1 : -1;
            most = Math.max(most, Math.abs(lead));
        }
        assertThat(most).isLessThanOrEqualTo(4 * SIZE);
    }

    @Test
    void jobsOfLongAndOfShortTasksGetTheSameTime() {
        engine.answering(work -> splitting(work, 1_000));
        UUID longer = server.submit();
        server.submit();
        engine.hire(1);
        Duration ofLonger = Duration.ZERO;
        Duration ofShorter = Duration.ZERO;
        for (int i = 0; i < 500; i++) {
            Begun piece = engine.next();
            boolean isLonger = piece.work().job().equals(longer.toString());
            Duration wall = Duration.ofMillis(isLonger ? 300 : 1);
            piece.end(value("0"), wall, wall);
            ofLonger = isLonger ? ofLonger.plus(wall) : ofLonger;
            ofShorter = isLonger ? ofShorter : ofShorter.plus(wall);
        }

        assertThat(ofLonger).as("to one task of the longer").isCloseTo(ofShorter, Duration.ofMillis(320));
    }

    @Test
    void onlyTheFirstThatHasNotEndedRuns() {
        UUID id = batchIsOut(20);
        Begun one = engine.next();
        assertThat(index(one)).isEqualTo(1);
        awaitCounts(id, new TaskCounts(20, 18, 1, 1, 0, 0));
        assertThat(live(id).attempts()).containsOnlyKeys(1);
        assertThat(live(id).waitingSince()).isNotNull();
        one.progress(0.5);
        assertThat(live(id).fraction()).isEqualTo(1.5 / 20);

        clock.advance(Duration.ofSeconds(3));
        Instant later = clock.instant();
        one.print("one");
        one.end(value("1"), Duration.ofMillis(1), Duration.ZERO);
        Begun two = engine.next();
        two.print("two");
        awaitCounts(id, new TaskCounts(20, 17, 1, 2, 0, 0));
        assertThat(live(id).attempts()).containsOnlyKeys(2);
        assertThat(live(id).attempts().get(2).startedAt()).isEqualTo(later);
        assertThat(live(id).running())
                .singleElement()
                .extracting(LiveJob.RunningTask::log)
                .isEqualTo("two");
        assertThat(Printed.of(server.store(), id)).containsExactly(entry(1, "one"));
    }

    @Test
    void lostWorkerCostsOnlyTheTaskThatRan() {
        UUID id = batchIsOut(20);
        engine.next().end(value("1"), Duration.ofMillis(1), Duration.ZERO);
        engine.next().end(failed(FailureReason.WORKER_LOST, "It died."));
        Begun again = engine.next();
        assertThat(again.isolation()).isEqualTo(Isolation.FRESH);
        assertThat(again.work()).isEqualTo(new Work.Run(id.toString(), "sums", 2, "task-2", 2, "2", List.of()));
        engine.answering(work -> doing(work, 20));
        again.end(value("2"));

        assertThat(server.end(id).tasks()).isEqualTo(new TaskCounts(20, 0, 0, 20, 0, 0));
        assertThat(server.job(id).usage().taskWall())
                .isEqualTo(attempts(id).map(Attempt::wall).reduce(Duration.ZERO, Duration::plus));
        assertThat(attempts(id)).hasSize(21);
        assertThat(runs())
                .extracting(Work.Run::index, Work.Run::attempt)
                .startsWith(tuple(0, 1), tuple(1, 1), tuple(2, 1), tuple(2, 2), tuple(3, 1), tuple(4, 1), tuple(5, 1))
                .hasSize(21);
        assertThat(indices()).isSorted();
    }

    @Test
    void tasksBehindOneThatTakesLongAreRecalledAndRunElsewhereInOrderAsTheirFirstAttempt() {
        UUID id = batchIsOut(20);
        Begun slow = engine.next();
        await().until(slow::isLast);
        assertThat(slow.isCancelled()).isFalse();
        engine.answering(work -> work instanceof Work.Combine ? null : doing(work, 20));
        engine.hire(1);
        awaitCounts(id, new TaskCounts(20, 0, 1, 19, 0, 0));
        slow.end(value("1"));
        engine.next().end(value("0"));

        assertThat(server.end(id).state()).isEqualTo(State.SUCCEEDED);
        assertThat(indices())
                .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
        assertThat(runs()).allMatch(run -> run.attempt() == 1);
        assertThat(attempts(id)).hasSize(20);
    }

    @Test
    void tasksThatAWorkerRefusesStayInOrderAsTheirFirstAttempt() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 20));
        UUID id = server.submit();
        Begun zero = engine.next();
        engine.refuseStarts(3);
        engine.answering(work -> doing(work, 20));
        engine.taking(Duration.ofMillis(1));
        zero.end(value("0"));

        assertThat(server.end(id).state()).isEqualTo(State.SUCCEEDED);
        assertThat(engine.refused()).isEqualTo(3);
        assertThat(indices()).isSorted();
        assertThat(runs()).hasSize(20).allMatch(run -> run.attempt() == 1);
    }

    @Test
    void cancelWithAWholeBatchOutStopsWhatRunsAndForgetsTheRest() {
        UUID id = batchIsOut(20);
        Begun one = engine.next();
        scheduler.cancel(id).join();

        Job job = server.end(id);
        assertThat(job.state()).isEqualTo(State.CANCELLED);
        assertThat(one.isCancelled()).isTrue();
        assertThat(job.tasks()).isEqualTo(new TaskCounts(20, 0, 0, 1, 0, 19));
        assertThat(attempts(id)).extracting(Attempt::state).containsExactly(State.SUCCEEDED, State.CANCELLED);
        assertThat(runs()).hasSize(2);
        engine.answering(work -> doing(work, 3));
        assertThat(server.end(server.submit()).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void batchThatRunsOnInSpiteOfTheCancellationIsKept() {
        engine.stubborn().keeping();
        UUID id = batchIsOut(20);
        Begun one = engine.next();
        scheduler.cancel(id).join();
        one.end(value("1"));
        engine.next().end(value("2"));
        engine.next().end(failed(FailureReason.WORKER_LOST, "It died."));

        Job job = server.end(id);
        assertThat(job.state()).isEqualTo(State.CANCELLED);
        assertThat(job.tasks()).isEqualTo(new TaskCounts(20, 0, 0, 3, 1, 16));
        assertThat(taskStates(id))
                .startsWith(State.SUCCEEDED, State.SUCCEEDED, State.SUCCEEDED, State.FAILED, State.CANCELLED);
    }

    @Test
    void failureWithinABatchStopsTheRestOfIt() {
        UUID id = batchIsOut(20);
        engine.next().end(failed(FailureReason.TASK_ERROR, "no"));

        Job job = server.end(id);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.failure().task()).isEqualTo(1);
        assertThat(job.tasks()).isEqualTo(new TaskCounts(20, 0, 0, 1, 1, 18));
    }

    @Test
    void failureWithinABatchDoesNotStopAContinuedJob() {
        engine.hire(1);
        engine.taking(Duration.ofMillis(1));
        engine.answering(work -> work instanceof Work.Run run && run.index() % 3 == 0
                ? failed(FailureReason.TASK_ERROR, "no")
                : doing(work, 30));
        Job job = server.end(server.submit(JobServer.spec(5, null, OnTaskFailure.CONTINUE)));

        assertThat(job.tasks()).isEqualTo(new TaskCounts(30, 0, 0, 20, 10, 0));
        assertThat(engine.batches()).contains(SIZE);
    }

    /** One worker has run task 0 in a millisecond, and was handed the next five. */
    private UUID batchIsOut(int tasks) {
        engine.hire(1);
        engine.answering(work -> splitting(work, tasks));
        UUID id = server.submit();
        engine.next().end(value("0"), Duration.ofMillis(1), Duration.ZERO);
        await().until(() -> engine.batches().equals(List.of(1, 1, SIZE)));
        return id;
    }

    private List<Work.Run> runs() {
        return engine.history().stream()
                .filter(Work.Run.class::isInstance)
                .map(Work.Run.class::cast)
                .toList();
    }

    private List<Integer> indices() {
        return runs().stream().map(Work.Run::index).toList();
    }

    private Stream<Attempt> attempts(UUID id) {
        return server.store().tasks(id, TaskOrder.INDEX, 0, 100, 0).stream().flatMap(task -> task.attempts().stream());
    }
}
