package dev.forkyard.job.schedule;

import static dev.forkyard.job.ScriptedEngine.failed;
import static dev.forkyard.job.ScriptedEngine.tasks;
import static dev.forkyard.job.ScriptedEngine.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Representation;
import dev.forkyard.engine.TaskGraph;
import dev.forkyard.engine.Work;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.CoreShare;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.store.Printed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchedulerTests extends OneServer {

    @Test
    void jobIsQueuedThenSplitThenRunThenCombined() {
        Instant submitted = clock.instant();
        UUID id = server.submit();
        assertThat(live(id).state()).isEqualTo(State.QUEUED);
        assertThat(live(id).waitingSince()).isEqualTo(submitted);
        assertThat(server.job(id).state()).isEqualTo(State.QUEUED);

        clock.advance(Duration.ofSeconds(1));
        Instant started = clock.instant();
        engine.hire(1);
        Begun split = engine.next();
        assertThat(split.work()).isEqualTo(new Work.Split(id.toString(), "sums", "{\"n\":1}", false));
        await().untilAsserted(() -> assertThat(live(id).state()).isEqualTo(State.RUNNING));
        assertThat(live(id).startedAt()).isEqualTo(started);
        split.end(tasks("10", "20"));

        Begun first = engine.next();
        assertThat(first.work()).isEqualTo(new Work.Run(id.toString(), "sums", 0, "task-0", 1, "10", List.of()));
        first.end(value("11"));
        Begun second = engine.next();
        assertThat(second.work()).isEqualTo(new Work.Run(id.toString(), "sums", 1, "task-1", 1, "20", List.of()));
        second.end(value("21"));

        Begun combine = engine.next();
        assertThat(combine.work()).isEqualTo(new Work.Combine(id.toString(), "sums", "{\"n\":1}", List.of("11", "21")));
        clock.advance(Duration.ofSeconds(2));
        Representation text = Representation.ofString("text/plain", "/sum");
        combine.end(value("{\"sum\":32}", text));

        Job job = server.end(id);
        assertThat(job.state()).isEqualTo(State.SUCCEEDED);
        assertThat(job.result()).isEqualTo(new Job.Result(10, "{\"sum\":32}", List.of(text)));
        assertThat(job.submittedAt()).isEqualTo(submitted);
        assertThat(job.startedAt()).isEqualTo(started);
        assertThat(job.finishedAt()).isEqualTo(started.plusSeconds(2));
        assertThat(job.tasks()).isEqualTo(new TaskCounts(2, 0, 0, 2, 0, 0));
        assertThat(job.fraction()).isEqualTo(1);
        assertThat(scheduler.find(id)).isEmpty();
        assertThat(scheduler.size()).isZero();
    }

    @Test
    void taskThatNeedsOthersRunsAfterThemAndIsGivenTheirResults() {
        engine.hire(3);
        UUID id = server.submit();
        TaskGraph graph = new TaskGraph(List.of(List.of(), List.of(), List.of(1, 0)), List.of(1.0, 1.0, 2.0));
        engine.next().end(new Outcome.Tasks(List.of("10", "20", "30"), graph));
        Begun first = engine.next();
        Begun second = engine.next();
        awaitCounts(id, new TaskCounts(3, 1, 2, 0, 0, 0));
        first.end(value("11"));
        awaitCounts(id, new TaskCounts(3, 1, 1, 1, 0, 0));
        assertThat(live(id).fraction()).isEqualTo(0.25);
        second.end(value("21"));

        Begun third = engine.next();
        assertThat(third.work())
                .isEqualTo(new Work.Run(id.toString(), "sums", 2, "task-2", 1, "30", List.of("21", "11")));
        third.end(value("62"));
        assertThat(engine.next().work())
                .isEqualTo(new Work.Combine(id.toString(), "sums", "{\"n\":1}", List.of("11", "21", "62")));
    }

    @Test
    void jobThatGoesOnAfterAFailureEndsWithoutTheTasksThatNeedTheFailedOne() {
        engine.hire(1);
        UUID id = server.submit(JobServer.spec(5, null, OnTaskFailure.CONTINUE));
        TaskGraph graph = new TaskGraph(List.of(List.of(), List.of(), List.of(0), List.of(2)), List.of());
        engine.next().end(new Outcome.Tasks(List.of("0", "1", "2", "3"), graph));
        engine.next().end(failed(FailureReason.TASK_ERROR, "no"));
        engine.next().end(value("1"));

        Job job = server.end(id);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.tasks()).isEqualTo(new TaskCounts(4, 0, 0, 1, 1, 2));
    }

    @Test
    void jobWithoutTasksIsCombinedOfNothing() {
        engine.hire(2);
        engine.answering(work -> doing(work, 0));

        assertThat(server.end(server.submit()).result().json()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void resultsAreCombinedInTaskOrderWhateverTheOrderOfCompletion(long seed) {
        engine.hire(20);
        engine.answering(work -> splitting(work, 20));
        server.submit();
        List<Begun> running = new ArrayList<>(
                IntStream.range(0, 20).mapToObj(i -> engine.next()).toList());
        Collections.shuffle(running, new Random(seed));
        running.forEach(piece -> piece.end(value(Integer.toString(index(piece) * 2))));

        assertThat(engine.next().work(Work.Combine.class).results())
                .containsExactlyElementsOf(IntStream.range(0, 20)
                        .mapToObj(i -> Integer.toString(i * 2))
                        .toList());
    }

    @Test
    void parallelismIsNeverExceeded() {
        engine.hire(8);
        engine.answering(work -> doing(work, 300));
        UUID capped = server.submit(JobServer.spec(5, 3, OnTaskFailure.FAIL_FAST));
        assertThat(server.end(capped).state()).isEqualTo(State.SUCCEEDED);
        assertThat(engine.mostRunning()).isLessThanOrEqualTo(3);

        engine.answering(work -> splitting(work, 300));
        server.submit();
        IntStream.range(0, 8).forEach(i -> engine.next());
        assertThat(engine.mostRunning()).isEqualTo(8);
    }

    @Test
    void workersThatAJobMayNotHoldServeTheOthers() {
        engine.hire(3);
        engine.answering(work -> splitting(work, 2));
        UUID capped = server.submit(JobServer.spec(9, 1, OnTaskFailure.FAIL_FAST));
        Begun held = engine.next();
        UUID other = server.submit(JobServer.spec(0, null, OnTaskFailure.FAIL_FAST));

        assertThat(held.work().job()).isEqualTo(capped.toString());
        assertThat(List.of(engine.next(), engine.next()))
                .allMatch(piece -> piece.work().job().equals(other.toString()));
        held.end(value("1"));
        assertThat(engine.next().work().job()).isEqualTo(capped.toString());
    }

    @Test
    void higherPriorityIsServedFirst() {
        engine.answering(work -> doing(work, 2));
        List<UUID> ids = new ArrayList<>();
        for (int priority : new int[] {0, 9, 5}) {
            ids.add(server.submit(JobServer.spec(priority, null, OnTaskFailure.FAIL_FAST)));
        }
        engine.hire(1);
        ids.forEach(server::end);

        List<String> order = engine.history().stream().map(Work::job).distinct().toList();
        assertThat(order)
                .containsExactly(
                        ids.get(1).toString(), ids.get(2).toString(), ids.get(0).toString());
    }

    @Test
    void jobOfOneTaskDoesNotWaitForTheTenThousandOfAnother() {
        UUID many = server.submit();
        engine.hire(1);
        engine.next().end(inputs(10_000));
        for (int i = 0; i < 100; i++) {
            engine.next().end(value("1"));
        }
        UUID one = server.submit();
        CompletableFuture<Void> end = scheduler.whenFinal(one);
        int turns = 0;
        while (!end.isDone() && turns < 50) {
            Begun piece = engine.next();
            boolean splitsOne = piece.work() instanceof Work.Split;
            piece.end(splitsOne ? inputs(1) : value("1"));
            turns++;
            if (piece.work() instanceof Work.Combine) {
                end.orTimeout(30, TimeUnit.SECONDS).join();
            }
        }

        assertThat(end).isDone();
        assertThat(turns).isLessThan(15);
        assertThat(scheduler.find(many)).as("is still under way").isPresent();
    }

    @Test
    void leaseOfAWorkerThatIsGoneIsGivenBackAndTheTaskRunsWithTheSameAttemptNumber() {
        engine.answering(work -> doing(work, 3));
        engine.refuseStarts(5);
        UUID id = server.submit();
        engine.hire(2);

        assertThat(server.end(id).state()).isEqualTo(State.SUCCEEDED);
        assertThat(engine.refused()).isEqualTo(5);
        assertThat(engine.history().stream().filter(Work.Run.class::isInstance).map(Work.Run.class::cast))
                .extracting(Work.Run::attempt)
                .containsExactly(1, 1, 1);
    }

    @Test
    void refusedTaskIsStillTheFirstToRun() {
        engine.answering(work -> splitting(work, 3));
        engine.hire(1);
        UUID id = server.submit(JobServer.spec(5, 1, OnTaskFailure.FAIL_FAST));
        Begun first = engine.next();
        engine.refuseStarts(2);
        first.end(value("0"));

        Begun second = engine.next();
        assertThat(engine.refused()).isEqualTo(2);
        assertThat(second.work()).isEqualTo(new Work.Run(id.toString(), "sums", 1, "task-1", 1, "1", List.of()));
    }

    @Test
    void countsAddUpAtEveryInstant() {
        engine.hire(4);
        engine.answering(work -> work instanceof Work.Run run && run.index() == 0 ? null : doing(work, 2_000));
        UUID id = server.submit();
        Begun held = engine.next();
        CompletableFuture<Void> end = scheduler.whenFinal(id);
        TaskCounts last = TaskCounts.NONE;
        double fraction = 0;
        while (!end.isDone()) {
            LiveJob live = scheduler.find(id).orElse(null);
            if (live != null) {
                TaskCounts now = live.tasks();
                assertThat(now.queued() + now.running() + now.succeeded() + now.failed() + now.cancelled())
                        .isEqualTo(now.total());
                assertThat(now.succeeded()).isGreaterThanOrEqualTo(last.succeeded());
                assertThat(now.running()).isEqualTo(live.running().size());
                assertThat(live.fraction()).isBetween(fraction, 1.0);
                assertThat(live.state().isFinal()).isFalse();
                fraction = live.fraction();
                last = now;
                if (now.succeeded() == 1_999) {
                    held.end(value("0"));
                }
            }
        }
        assertThat(server.job(id).tasks()).isEqualTo(new TaskCounts(2_000, 0, 0, 2_000, 0, 0));
    }

    @Test
    void workersMayBeHadAgainBeforeTheEndOfTheirWorkIsTold() {
        engine.eager().answering(work -> doing(work, 500)).hire(2);
        List<UUID> ids = List.of(server.submit(), server.submit());

        for (UUID id : ids) {
            Job job = server.end(id);
            assertThat(job.state()).isEqualTo(State.SUCCEEDED);
            assertThat(job.tasks()).isEqualTo(new TaskCounts(500, 0, 0, 500, 0, 0));
        }
        assertThat(scheduler.size()).isZero();
    }

    @Test
    void usageIsSummedByCoreIncludingTheLastAttempt() {
        engine.hire(2);
        engine.answering(work -> splitting(work, 3));
        UUID id = server.submit();
        Begun first = engine.next();
        Begun second = engine.next();
        first.end(value("0"), Duration.ofMillis(10), Duration.ofMillis(7));
        Begun third = engine.next();
        assertThat(third.worker()).isEqualTo(first.worker());
        await().untilAsserted(() -> assertThat(live(id).usage().taskWall()).isEqualTo(Duration.ofMillis(10)));
        third.end(value("2"), Duration.ofMillis(100), Duration.ofMillis(70));
        second.end(value("1"), Duration.ofMillis(1_000), Duration.ofMillis(700));
        engine.next().end(value("9"), Duration.ofHours(1), Duration.ofHours(1));

        CoreShare one = new CoreShare(core(first), 2, Duration.ofMillis(110), Duration.ofMillis(77));
        CoreShare other = new CoreShare(core(second), 1, Duration.ofMillis(1_000), Duration.ofMillis(700));
        List<CoreShare> shares = one.core() < other.core() ? List.of(one, other) : List.of(other, one);
        assertThat(server.end(id).usage())
                .isEqualTo(new JobUsage(Duration.ofMillis(1_110), Duration.ofMillis(777), shares));
    }

    private static int core(Begun piece) {
        return Integer.parseInt(piece.worker().substring("worker-".length())) - 1;
    }

    @Test
    void runningTaskShowsItsProgressLogAndAttempt() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 2));
        Instant queued = clock.instant();
        UUID id = server.submit();
        Begun piece = engine.next();
        piece.progress(0.5);
        piece.print("half");
        piece.print(" done\n");
        awaitCounts(id, new TaskCounts(2, 1, 1, 0, 0, 0));

        assertThat(live(id).fraction()).isEqualTo(0.25);
        assertThat(live(id).running().get(0).log()).isEqualTo("half done\n");
        assertThat(live(id).attempts())
                .containsEntry(
                        0,
                        new Attempt(
                                1,
                                "worker-1",
                                1_001,
                                1_000L,
                                0,
                                State.RUNNING,
                                queued,
                                queued,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null));
        piece.end(value("0"));
        engine.next();
        await().untilAsserted(
                        () -> assertThat(Printed.of(server.store(), id)).containsExactly(entry(0, "half done\n")));
    }

    @Test
    void attemptThatRunsForAWhileIsToldToTheStore() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit();
        Begun piece = engine.next();
        clock.advance(Duration.ofSeconds(1));

        await().untilAsserted(() -> assertThat(taskStates(id)).containsExactly(State.RUNNING));
        piece.end(value("0"));
        engine.next();
        await().untilAsserted(() -> assertThat(taskStates(id)).containsExactly(State.SUCCEEDED));
        assertThat(server.store().task(id, 0).orElseThrow().attempts()).hasSize(1);
    }

    @Test
    void waitingIsReckonedFromWhenTheWorkBecameReady() {
        engine.hire(1);
        UUID id = server.submit();
        Begun split = engine.next();
        await().untilAsserted(() -> assertThat(live(id).waitingSince()).isNull());
        clock.advance(Duration.ofSeconds(10));
        Instant ready = clock.instant();
        split.end(inputs(2));
        Begun first = engine.next();
        await().untilAsserted(() -> assertThat(live(id).waitingSince()).isEqualTo(ready));
        clock.advance(Duration.ofSeconds(10));
        first.end(value("0"));
        Begun last = engine.next();
        await().untilAsserted(() -> assertThat(live(id).waitingSince()).isNull());
        UUID urgent = server.submit(JobServer.spec(9, null, OnTaskFailure.FAIL_FAST));
        clock.advance(Duration.ofSeconds(10));
        last.end(value("1"));
        Begun other = engine.next();

        assertThat(other.work().job()).isEqualTo(urgent.toString());
        await().untilAsserted(() ->
                assertThat(live(id).waitingSince()).as("to be combined").isEqualTo(clock.instant()));
    }

    @Test
    void thousandsOfWaitersAreAllTold() {
        engine.answering(work -> doing(work, 1));
        UUID id = server.submit();
        AtomicInteger told = new AtomicInteger();
        List<CompletableFuture<Void>> waiters = IntStream.range(0, 5_000)
                .mapToObj(i -> scheduler.whenFinal(id).thenRun(told::incrementAndGet))
                .toList();
        assertThat(told).hasValue(0);
        engine.hire(1);
        CompletableFuture.allOf(waiters.toArray(CompletableFuture[]::new))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();

        assertThat(told).hasValue(5_000);
        assertThat(scheduler.whenFinal(id)).isDone();
    }

    @Test
    void whoWaitsForAnUnknownJobIsToldAtOnce() {
        assertThat(scheduler.whenFinal(JobServer.newId())).isDone();
        assertThat(scheduler.cancel(JobServer.newId())).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void observerHearsOfEachTaskAndOfTheJobInTheEnd() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        server.submit();
        Begun task = engine.next();
        clock.advance(Duration.ofSeconds(3));
        task.end(value("0"), Duration.ofMillis(5), Duration.ofMillis(4));
        Begun combine = engine.next();
        assertThat(observer.events()).contains("started sums after PT0S").doesNotContain("finished");
        combine.end(value("[0]"));

        await().untilAsserted(() -> assertThat(observer.events())
                .containsExactly(
                        "started sums after PT0S",
                        "task sums SUCCEEDED null PT0.005S PT0.004S",
                        "finished sums SUCCEEDED null after PT3S"));
    }
}
