package dev.forkyard.job.service;

import static dev.forkyard.job.ScriptedEngine.failed;
import static dev.forkyard.job.ScriptedEngine.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Work;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobPage;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.JobServer.Hold;
import dev.forkyard.job.ScriptedEngine;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.TaskOrder;
import dev.forkyard.job.service.JobException.NotFound;
import dev.forkyard.job.service.JobException.WrongState;
import dev.forkyard.job.store.AttemptLog;
import dev.forkyard.job.store.Printed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@SuppressWarnings("try") // A hold is only let go.
final class JobsTests extends OneService {

    @Test
    void jobsAreListedInPagesTheNewestFirst() {
        List<UUID> ids =
                new ArrayList<>(Stream.generate(() -> submit().id()).limit(7).toList());
        Collections.reverse(ids);

        List<UUID> listed = new ArrayList<>();
        UUID after = null;
        int pages = 0;
        do {
            JobPage page = jobs.list(query(after, 3));
            page.jobs().forEach(job -> listed.add(job.id()));
            after = page.next();
            pages++;
        } while (after != null);
        assertThat(listed).isEqualTo(ids);
        assertThat(pages).isEqualTo(3);
        assertThat(jobs.list(query(null, 7)).next())
                .as("no page follows a full last one")
                .isNull();
    }

    @Test
    void runningJobIsShownWithWhatTheSchedulerKnows() {
        engine.hire(1);
        engine.answering(work -> splitting(work));
        UUID id = submit().id();
        engine.next().end(value("10"));
        Begun piece = engine.next();
        piece.progress(0.5);
        await().untilAsserted(() -> assertThat(jobs.get(id).tasks()).isEqualTo(new TaskCounts(3, 1, 1, 1, 0, 0)));

        Job job = jobs.get(id);
        assertThat(job.state()).isEqualTo(State.RUNNING);
        assertThat(job.fraction()).isEqualTo(0.5);
        assertThat(job.usage().taskWall()).isEqualTo(Duration.ofMillis(4));
        assertThat(job.startedAt()).isNotNull();
        assertThat(job.timeLeft()).isPositive();
        assertThat(jobs.list(query(null, 1)).jobs())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("timeLeft")
                .containsExactly(job);
        assertThat(parts.tasks(id, TaskOrder.INDEX, 0, 10))
                .extracting(task -> task.state())
                .containsExactly(State.SUCCEEDED, State.RUNNING, State.QUEUED);
        assertThat(parts.tasks(id, TaskOrder.INDEX, 1, 1))
                .extracting(task -> task.index())
                .containsExactly(1);
        assertThat(parts.task(id, 0).result()).isEqualTo("10");
        assertThat(parts.task(id, 1).attempts()).extracting(Attempt::state).containsExactly(State.RUNNING);
        assertThat(parts.task(id, 2).attempts()).isEmpty();
    }

    @Test
    void runningAttemptThatTheStoreKnowsIsShownOnce() {
        engine.hire(1);
        engine.answering(work -> splitting(work));
        UUID id = submit().id();
        engine.next();
        clock.advance(Duration.ofSeconds(1));
        await().untilAsserted(() ->
                assertThat(server.store().task(id, 0).orElseThrow().attempts()).hasSize(1));

        assertThat(parts.task(id, 0).attempts()).hasSize(1);
    }

    @Test
    void resultIsToldInlineUpToTheLimitAndWholeAtItsOwnPlace() {
        engine.hire(1);
        UUID brief = finished("\"12345678\"");
        UUID lengthy = finished("\"123456789\"");

        assertThat(jobs.get(brief).result().json()).isEqualTo("\"12345678\"");
        assertThat(jobs.get(lengthy).result().json()).isNull();
        assertThat(jobs.get(lengthy).result().length()).isEqualTo(11);
        assertThat(parts.result(lengthy)).isEqualTo("\"123456789\"");
    }

    @Test
    void resultIsRefusedUnlessTheJobHasSucceeded() {
        UUID id = submit().id();
        assertThatExceptionOfType(WrongState.class)
                .isThrownBy(() -> parts.result(id))
                .withMessage("The job " + id + " is QUEUED; its result is there once it has SUCCEEDED.")
                .satisfies(refused -> assertThat(refused.state()).isEqualTo(State.QUEUED));
        jobs.cancel(id).join();
        assertThatExceptionOfType(WrongState.class)
                .isThrownBy(() -> parts.result(id))
                .withMessage("The job " + id + " is CANCELLED; it has no result.");
    }

    @Test
    void logsOfEndedAndRunningTasksAreTold() {
        engine.hire(2);
        engine.answering(work -> splitting(work));
        UUID id = submit().id();
        Begun zero = engine.next();
        Begun one = engine.next();
        zero.print("zero\n");
        one.print("one\n");
        zero.end(value("0"));
        engine.next();
        await().untilAsserted(() -> assertThat(Printed.of(server.store(), id)).hasSize(1));

        assertThat(Printed.of(parts.logs(id, 0, Integer.MAX_VALUE)))
                .containsExactly(entry(0, "zero\n"), entry(1, "one\n"));
        assertThat(Printed.of(parts.logs(id, 1, 1))).containsExactly(entry(1, "one\n"));
        one.print("more\n");
        assertThat(Printed.of(parts.logs(id, 1, 1))).containsExactly(entry(1, "one\nmore\n"));
        assertThat(Printed.of(parts.logs(id, 2, 2))).isEmpty();
    }

    @Test
    void logOfAnAttemptFollowsThatOfTheOneBefore() {
        engine.hire(1);
        engine.answering(work -> splitting(work));
        UUID id = submit().id();
        Begun first = engine.next();
        first.print("first\n");
        int task = first.work(Work.Run.class).index();
        first.end(ScriptedEngine.failed(FailureReason.WORKER_LOST, "Lost."));
        Begun second = engine.next();
        while (second.work(Work.Run.class).index() != task) {
            second.end(value("0"));
            second = engine.next();
        }
        second.print("second\n");

        await().untilAsserted(() -> assertThat(parts.logs(id, task, task))
                .extracting(AttemptLog::attempt, AttemptLog::text)
                .containsExactly(tuple(1, "first\n"), tuple(2, "second\n")));
    }

    @Test
    void waitersAreAnsweredWithTheFinalJob() {
        engine.answering(work -> splitting(work) == null ? value("1") : splitting(work));
        UUID id = submit().id();
        List<CompletableFuture<Job>> waiters =
                Stream.generate(() -> jobs.whenFinal(id)).limit(1_000).toList();
        assertThat(waiters).noneMatch(CompletableFuture::isDone);
        engine.hire(1);

        assertThat(waiters).allMatch(waiter -> waiter.join().state() == State.SUCCEEDED);
        assertThat(jobs.whenFinal(id).join().state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void cancelledJobIsAnsweredAsSuchAndAFinishedOneIsRefused() {
        engine.hire(1);
        UUID done = finished("1");
        assertThatThrownBy(() -> jobs.cancel(done).join()).hasCauseInstanceOf(WrongState.class);
        assertThat(jobs.get(done).state()).isEqualTo(State.SUCCEEDED);

        engine.stubborn();
        engine.answering(work -> null);
        UUID id = submit().id();
        Begun split = engine.next();
        assertThat(jobs.cancel(id).join().state()).isEqualTo(State.CANCELLING);
        assertThat(jobs.cancel(id).join().state()).isEqualTo(State.CANCELLING);
        split.end(new Outcome.Cancelled());
        assertThat(jobs.whenFinal(id).join().state()).isEqualTo(State.CANCELLED);
        assertThat(jobs.cancel(id).join().state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void failedJobTellsItsFailure() {
        engine.hire(1);
        engine.answering(work -> failed(FailureReason.TASK_ERROR, "no"));
        Job job = jobs.whenFinal(submit().id()).join();

        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.failure().cause().message()).isEqualTo("no");
    }

    @Test
    void onlyAFinishedJobIsDeleted() {
        UUID id = submit().id();
        assertThatThrownBy(() -> jobs.delete(id).join()).hasCauseInstanceOf(WrongState.class);
        assertThat(jobs.get(id).state()).isEqualTo(State.QUEUED);
        jobs.cancel(id).join();
        jobs.delete(id).join();

        assertThatThrownBy(() -> jobs.get(id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> jobs.delete(id)).isInstanceOf(NotFound.class);
    }

    @Test
    void twoWhoDeleteTheSameJobAreToldThatOneWasTooLate() {
        UUID id = submit().id();
        jobs.cancel(id).join();
        CompletableFuture<Void> first;
        CompletableFuture<Void> second;
        try (Hold hold = server.holdWriter()) {
            first = jobs.delete(id);
            second = jobs.delete(id);
        }
        first.join();
        assertThatThrownBy(second::join).hasCauseInstanceOf(NotFound.class);
    }

    @Test
    void unknownJobIsNotFoundWhateverIsAsked() {
        UUID id = JobServer.newId();
        List<Executable> questions = List.of(
                () -> jobs.get(id),
                () -> jobs.whenFinal(id),
                () -> parts.tasks(id, TaskOrder.INDEX, 0, 1),
                () -> parts.task(id, 0),
                () -> parts.result(id),
                () -> parts.logs(id, 0, Integer.MAX_VALUE),
                () -> jobs.cancel(id),
                () -> jobs.delete(id));

        assertThat(questions)
                .allSatisfy(question -> assertThatThrownBy(question::execute)
                        .isInstanceOf(NotFound.class)
                        .hasMessage("There is no job " + id + "."));
    }

    @Test
    void unknownTaskIsNotFound() {
        UUID id = submit().id();

        assertThat(parts.tasks(id, TaskOrder.INDEX, 0, 10)).isEmpty();
        assertThatThrownBy(() -> parts.task(id, 0))
                .isInstanceOf(NotFound.class)
                .hasMessage("The job " + id + " has no task 0.");
    }

    private UUID finished(String result) {
        engine.answering(work -> work instanceof Work.Split ? ScriptedEngine.tasks("1") : value(result));
        UUID id = submit().id();
        jobs.whenFinal(id).join();
        return id;
    }

    private static Outcome splitting(Work work) {
        return work instanceof Work.Split ? ScriptedEngine.tasks("a", "b", "c") : null;
    }
}
