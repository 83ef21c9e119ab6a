package dev.forkyard.job.schedule;

import static dev.forkyard.job.ScriptedEngine.failed;
import static dev.forkyard.job.ScriptedEngine.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.TaskGraph;
import dev.forkyard.engine.Work;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobFailure;
import dev.forkyard.job.JobFailure.Phase;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SchedulerFailureTests extends OneServer {

    private static final Failure BROKEN =
            new Failure(FailureReason.TASK_ERROR, "It threw.", "java.lang.Error", "at", null, null, null, null);

    @Test
    void failFastStopsTheOthersAndFailsWithTheFirstCause() {
        engine.hire(3);
        engine.stubborn();
        engine.answering(work -> splitting(work, 5));
        UUID id = server.submit(JobServer.spec(5, 3, OnTaskFailure.FAIL_FAST));
        Begun zero = engine.next();
        Begun one = engine.next();
        Begun two = engine.next();
        one.end(new Outcome.Failed(BROKEN));
        await().until(() -> zero.isCancelled() && two.isCancelled());
        awaitCounts(id, new TaskCounts(5, 2, 2, 0, 1, 0));
        assertThat(live(id).state()).isEqualTo(State.RUNNING);
        zero.end(failed(FailureReason.TASK_ERROR, "later"));
        two.end(new Outcome.Cancelled());

        Job job = server.end(id);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.failure()).isEqualTo(new JobFailure(BROKEN, Phase.RUN, 1, 1, one.worker()));
        assertThat(job.result()).isNull();
        assertThat(job.tasks()).isEqualTo(new TaskCounts(5, 0, 0, 0, 2, 3));
        assertThat(job.fraction()).isEqualTo(0.4);
        assertThat(taskStates(id))
                .containsExactly(State.FAILED, State.FAILED, State.CANCELLED, State.CANCELLED, State.CANCELLED);
        assertThat(engine.history()).as("the other two never ran").hasSize(4);
    }

    @Test
    void resultThatComesThoughTheJobHasFailedIsKept() {
        engine.hire(2);
        engine.stubborn();
        engine.answering(work -> splitting(work, 2));
        UUID id = server.submit();
        Begun zero = engine.next();
        Begun one = engine.next();
        zero.end(new Outcome.Failed(BROKEN));
        await().until(one::isCancelled);
        one.end(value("1"));

        assertThat(server.end(id).state()).isEqualTo(State.FAILED);
        assertThat(taskStates(id)).containsExactly(State.FAILED, State.SUCCEEDED);
    }

    @Test
    void continueRunsAllAndKeepsTheResults() {
        engine.hire(2);
        engine.answering(work -> work instanceof Work.Run run && run.index() % 3 == 1
                ? failed(FailureReason.TASK_ERROR, "task " + run.index())
                : doing(work, 9));
        UUID id = server.submit(JobServer.spec(5, 1, OnTaskFailure.CONTINUE));

        Job job = server.end(id);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.failure())
                .isEqualTo(new JobFailure(
                        Failure.of(FailureReason.TASK_ERROR, "task 1"),
                        Phase.RUN,
                        1,
                        1,
                        job.failure().worker()));
        assertThat(job.tasks()).isEqualTo(new TaskCounts(9, 0, 0, 6, 3, 0));
        assertThat(job.fraction()).isEqualTo(1);
        assertThat(server.store().task(id, 8).orElseThrow().result()).isEqualTo("8");
        assertThat(engine.history()).as("nothing was combined").noneMatch(Work.Combine.class::isInstance);
    }

    @Test
    void failureOfTheSplitFailsTheJob() {
        engine.hire(1);
        engine.answering(work -> failed(FailureReason.TASK_ERROR, "Nothing to split."));
        for (OnTaskFailure either : OnTaskFailure.values()) {
            Job job = server.end(server.submit(JobServer.spec(5, null, either)));

            assertThat(job.state()).isEqualTo(State.FAILED);
            assertThat(job.failure())
                    .isEqualTo(new JobFailure(
                            Failure.of(FailureReason.TASK_ERROR, "Nothing to split."),
                            Phase.SPLIT,
                            null,
                            null,
                            "worker-1"));
            assertThat(job.tasks()).isEqualTo(TaskCounts.NONE);
            assertThat(job.startedAt()).isNotNull();
        }
    }

    @Test
    void failureOfTheCombinationFailsTheJobAndKeepsTheTasks() {
        engine.hire(1);
        engine.answering(work ->
                work instanceof Work.Combine ? failed(FailureReason.OUT_OF_MEMORY, "Too much.") : doing(work, 2));
        for (OnTaskFailure either : OnTaskFailure.values()) {
            UUID id = server.submit(JobServer.spec(5, null, either));
            Job job = server.end(id);

            assertThat(job.state()).isEqualTo(State.FAILED);
            assertThat(job.failure().phase()).isEqualTo(Phase.COMBINE);
            assertThat(job.failure().cause().reason()).isEqualTo(FailureReason.OUT_OF_MEMORY);
            assertThat(job.tasks()).isEqualTo(new TaskCounts(2, 0, 0, 2, 0, 0));
            assertThat(taskStates(id)).containsOnly(State.SUCCEEDED);
        }
    }

    @Test
    void jobThatSplitsIntoTooManyTasksFails() {
        engine.hire(1);
        engine.answering(work -> new Outcome.Tasks(Collections.nCopies(JobServer.MAX_TASKS + 1, "0"), TaskGraph.NONE));
        UUID id = server.submit();

        Job job = server.end(id);
        assertThat(job.failure().cause())
                .isEqualTo(Failure.of(
                        FailureReason.OUTPUT_LIMIT, "The job splits into 100001 tasks; 100000 are allowed."));
        assertThat(job.failure().phase()).isEqualTo(Phase.SPLIT);
        assertThat(job.tasks()).isEqualTo(TaskCounts.NONE);
        assertThat(engine.history()).hasSize(1);
    }

    @Test
    void workThatIsStoppedWithoutBeingAskedEndsTheJobAsCancelled() {
        engine.hire(2);
        engine.answering(work -> splitting(work, 3));
        UUID id = server.submit();
        Begun zero = engine.next();
        engine.next();
        zero.end(new Outcome.Cancelled());

        assertThat(server.end(id).state()).isEqualTo(State.CANCELLED);
        assertThat(taskStates(id)).containsOnly(State.CANCELLED);
    }

    @Test
    void failedJobGivesItsWorkersToTheNext() {
        engine.hire(1);
        engine.answering(work ->
                work instanceof Work.Run run && run.input().equals("0") ? new Outcome.Failed(BROKEN) : doing(work, 2));
        List<UUID> ids = List.of(server.submit(), server.submit(), server.submit());

        assertThat(ids).allMatch(id -> server.end(id).state() == State.FAILED);
        assertThat(scheduler.size()).isZero();
    }
}
