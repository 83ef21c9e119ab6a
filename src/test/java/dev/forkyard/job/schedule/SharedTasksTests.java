package dev.forkyard.job.schedule;

import static dev.forkyard.job.ScriptedEngine.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.SharedAnswer;
import dev.forkyard.engine.SharedAnswer.Kind;
import dev.forkyard.engine.SharedCall;
import dev.forkyard.engine.SharedCall.Operation;
import dev.forkyard.engine.Work;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.ScriptedEngine;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.State;
import dev.forkyard.job.shared.SharedContents;
import dev.forkyard.job.shared.SharedContents.Queue;
import dev.forkyard.job.shared.SharedMessage;
import dev.forkyard.job.shared.SharedView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What tasks share, from their asking to its end. */
final class SharedTasksTests extends OneServer {

    private static final SharedContents CONTENTS =
            SharedContents.submitted(Map.of("n", 1L), List.of(Queue.of("q", 3, List.of("\"a\"", "\"b\""))));

    private UUID submit(int tasks) {
        return submit(tasks, null);
    }

    private UUID submit(int tasks, Integer parallelism) {
        return submit(tasks, parallelism, 5);
    }

    private UUID submit(int tasks, Integer parallelism, int priority) {
        engine.answering(work -> splitting(work, tasks));
        UUID id = JobServer.newId();
        scheduler
                .submit(id, JobServer.spec(priority, parallelism, OnTaskFailure.FAIL_FAST), CONTENTS, clock.instant())
                .join();
        return id;
    }

    private static SharedCall call(int number, Operation operation, String name, String value, long first) {
        return new SharedCall(number, operation, name, value, first, 0, true);
    }

    private static SharedAnswer answer(Begun task) throws InterruptedException {
        SharedAnswer answer = task.answers().poll(30, TimeUnit.SECONDS);
        assertThat(answer).isNotNull();
        return answer;
    }

    private static String ask(Begun task, int number, Operation operation, String name, String value, long first)
            throws InterruptedException {
        task.ask(call(number, operation, name, value, first));
        SharedAnswer answer = answer(task);
        assertThat(answer.kind()).as(answer.text()).isEqualTo(Kind.DONE);
        assertThat(answer.number()).isEqualTo(number);
        return answer.text();
    }

    private long counter(UUID id) {
        return scheduler.shared(id, 0).orElseThrow().counters().get(0).value();
    }

    @Test
    void stateIsSeenWhileTheJobRunsAndStaysAsItsTasksLeftIt() throws Exception {
        engine.hire(2);
        UUID id = submit(2);
        Begun first = engine.next();
        Begun second = engine.next();
        assertThat(ask(first, 1, Operation.ADD, "n", "", 4)).isEqualTo("5");
        assertThat(ask(second, 1, Operation.ADD, "n", "", 4)).isEqualTo("9");
        assertThat(ask(second, 2, Operation.TAKE, "q", "", 0)).isEqualTo("\"a\"");
        ask(second, 3, Operation.MESSAGE, "", "7", 0);
        assertThat(counter(id)).isEqualTo(9);
        first.end(value("0"));
        second.end(value("0"));
        engine.next().end(value("0"));
        server.end(id);

        await().untilAsserted(() -> assertThat(scheduler.shared(id, 0)).isEmpty());
        SharedView left = SharedView.of(server.store().sharedContents(id), 100);
        assertThat(left.counters()).containsExactly(new SharedView.CounterView("n", 9, null));
        assertThat(left.queues()).containsExactly(new SharedView.QueueView("q", 3, 1, 0, 0, List.of("\"b\"")));
        assertThat(server.store().messages(id, 0, 10))
                .extracting(SharedMessage::task, SharedMessage::worker, SharedMessage::value)
                .containsExactly(tuple(1, second.worker(), "7"));
    }

    @Test
    void lostAttemptGivesItsLockAndItsPlacesBackAndTheNextSeesWhatItDid() throws Exception {
        engine.hire(2);
        UUID id = submit(2);
        Begun lost = engine.next();
        Begun other = engine.next();
        ask(lost, 1, Operation.LOCK, "n", "", 0);
        ask(lost, 2, Operation.ADD, "n", "", 1);
        other.ask(call(1, Operation.LOCK, "n", "", 0));
        assertThat(other.answers()).isEmpty();
        lost.end(ScriptedEngine.failed(FailureReason.WORKER_LOST, "killed"));

        assertThat(answer(other).kind()).isEqualTo(Kind.DONE);
        lost.ask(call(3, Operation.ADD, "n", "", 100));
        Begun again = engine.next();
        assertThat(again.work(Work.Run.class).attempt()).isEqualTo(2);
        assertThat(ask(again, 1, Operation.ADD, "n", "", 1)).isEqualTo("3");
        assertThat(lost.answers()).as("it is not listened to").isEmpty();
        assertThat(counter(id)).isEqualTo(3);
    }

    @Test
    void changesAreInTheStoreNoLaterThanTheOutcomeOfTheirTask() throws Exception {
        engine.hire(1);
        UUID id = submit(2);
        Begun first = engine.next();
        ask(first, 1, Operation.ADD, "n", "", 1);
        ask(first, 2, Operation.TAKE, "q", "", 0);
        ask(first, 3, Operation.MESSAGE, "", "1", 0);
        first.end(value("0"));
        Begun second = engine.next();
        await().until(() -> taskStates(id).get(0) == State.SUCCEEDED);
        Path killed = server.killedNow();

        try (ScriptedEngine other = new ScriptedEngine(1, clock);
                JobServer restarted = new JobServer(killed, other, clock).start()) {
            Begun again = other.next();
            assertThat(again.work(Work.Run.class).index()).isEqualTo(1);
            assertThat(ask(again, 1, Operation.GET, "n", "", 0)).isEqualTo("2");
            assertThat(ask(again, 2, Operation.TAKE, "q", "", 0)).isEqualTo("\"b\"");
            ask(again, 3, Operation.MESSAGE, "", "2", 0);
            again.end(value("0"));
            other.next().end(value("0"));
            restarted.end(id);
            assertThat(restarted.store().messages(id, 0, 10))
                    .extracting(SharedMessage::number, SharedMessage::value)
                    .containsExactly(tuple(1, "1"), tuple(2, "2"));
        }
        second.end(value("0"));
    }

    @Test
    void waitInVainFailsOnceNoTaskIsLeftThatCouldHelp() throws Exception {
        engine.hire(2);
        UUID id = submit(2);
        Begun first = engine.next();
        Begun second = engine.next();
        ask(first, 1, Operation.OPEN_QUEUE, "r", "", 1);
        first.ask(call(2, Operation.TAKE, "r", "", 0));
        await("a look at the job").until(() -> taskStates(id).get(1) == State.RUNNING);
        assertThat(first.answers()).as("the other may help").isEmpty();
        second.end(value("0"));

        SharedAnswer answer = answer(first);
        assertThat(answer.kind()).isEqualTo(Kind.QUEUE_EMPTY);
        assertThat(answer.text()).contains("'r' is empty", "no task of the job");
    }

    @Test
    void ofTwoJobsThatHoldAllWorkersAndWaitOneFailsAndTheOtherGoesOn() throws Exception {
        engine.hire(2);
        UUID older = submit(4);
        List<Begun> waiting = new ArrayList<>(List.of(engine.next(), engine.next()));
        clock.advance(Duration.ofSeconds(1));
        UUID younger = submit(4, null, 9);
        // One worker at a time, so that the younger, which comes first, can begin a task as soon as it has any.
        engine.hire(1);
        waiting.add(engine.next());
        await("the younger job is split").until(() -> taskStates(younger).size() == 4);
        engine.hire(1);
        waiting.add(engine.next());
        for (Begun each : waiting) {
            ask(each, 1, Operation.OPEN_QUEUE, "r", "", 1);
        }
        waiting.forEach(each -> each.ask(call(2, Operation.TAKE, "r", "", 0)));
        List<Begun> olders = waiting.stream().filter(each -> isOf(older, each)).toList();
        waiting.removeAll(olders);
        assertThat(waiting).as("of the younger job").isNotEmpty();
        for (Begun each : waiting) {
            assertThat(answer(each).kind()).isEqualTo(Kind.QUEUE_EMPTY);
            each.end(value("0"));
        }
        Begun next = engine.next();
        while (!isOf(older, next)) {
            next.end(value("0"));
            next = engine.next();
        }

        int calls = 0;
        for (Begun each : olders) {
            ask(next, ++calls, Operation.PUT, "r", "5", 0);
            assertThat(answer(each).text()).isEqualTo("5");
        }
    }

    private static boolean isOf(UUID job, Begun task) {
        return task.work().job().equals(job.toString());
    }

    @Test
    void lockOfATaskThatHasEndedIsFreeThoughTheNextOnItsWorkerSpeaksBeforeThatIsTold() throws Exception {
        engine.keeping().taking(Duration.ofMillis(1)).hire(1);
        submit(20);
        engine.next().end(value("0"));
        Begun first = engine.next();
        engine.hire(1);
        Begun other = engine.next();
        ask(first, 1, Operation.LOCK, "n", "", 0);
        other.ask(call(1, Operation.LOCK, "n", "", 0));
        Begun second = first.behind();
        assertThat(ask(second, 1, Operation.GET, "n", "", 0)).isEqualTo("1");
        first.end(value("0"));

        assertThat(answer(other).kind()).isEqualTo(Kind.DONE);
        assertThat(ask(second, 2, Operation.ADD, "n", "", 1)).isEqualTo("2");
    }

    @Test
    void taskThatWaitsForOthersHasNotStalledUntilItIsAnswered() throws Exception {
        serve(new ScheduleLimits(100, Duration.ofMillis(5), true, Duration.ZERO, Duration.ZERO, 100, JobServer.SHARED));
        engine.hire(2);
        UUID id = submit(2);
        Begun taking = engine.next();
        Begun putting = engine.next();
        ask(taking, 1, Operation.OPEN_QUEUE, "r", "", 1);
        taking.ask(call(2, Operation.TAKE, "r", "", 0));
        taking.stall(clock.instant());
        await("a look at the job").until(() -> taskStates(id).get(1) == State.RUNNING);
        assertThat(taking.isCancelled()).isFalse();
        assertThat(observer.events()).doesNotContain("stalled sums");
        ask(putting, 1, Operation.PUT, "r", "5", 0);
        assertThat(answer(taking).text()).isEqualTo("5");

        taking.stall(clock.instant());
        await().until(taking::isCancelled);
    }

    @Test
    void waitIsNotInVainWhileATaskCanBegin() throws Exception {
        engine.hire(1);
        submit(2);
        Begun first = engine.next();
        ask(first, 1, Operation.OPEN_QUEUE, "r", "", 1);
        engine.hire(1);
        first.ask(call(2, Operation.TAKE, "r", "", 0));
        Begun second = engine.next();
        ask(second, 1, Operation.PUT, "r", "5", 0);

        assertThat(answer(first).text()).isEqualTo("5");
    }

    @Test
    void waitIsInVainWhenTheTasksThatCouldHelpHaveNoWorkerLeft() throws Exception {
        engine.hire(3);
        submit(3, 1);
        Begun first = engine.next();
        ask(first, 1, Operation.OPEN_QUEUE, "r", "", 1);
        first.ask(call(2, Operation.TAKE, "r", "", 0));

        assertThat(answer(first).kind()).isEqualTo(Kind.QUEUE_EMPTY);
    }
}
