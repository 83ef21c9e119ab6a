package dev.forkyard.job.service;

import static dev.forkyard.job.ScriptedEngine.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.Descriptions;
import dev.forkyard.engine.FunctionDescription;
import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.engine.Work;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.JobServer.Hold;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.Retry;
import dev.forkyard.job.ScriptedEngine;
import dev.forkyard.job.State;
import dev.forkyard.job.service.JobException.InvalidParams;
import dev.forkyard.job.service.JobException.QueueFull;
import dev.forkyard.job.service.JobException.Unavailable;
import dev.forkyard.job.service.JobException.UnknownType;
import dev.forkyard.job.shared.SharedContents;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // A hold is only let go.
final class SubmitJobTests extends OneService {

    @Test
    void submittedJobIsStoredWithItsDefaultsWhenItIsAnswered() {
        Job job = submit();

        assertThat(job.state()).isEqualTo(State.QUEUED);
        assertThat(job.spec().params()).isEqualTo("{\"n\":1,\"m\":7}");
        assertThat(job.submittedAt()).isEqualTo(clock.instant());
        assertThat(server.job(job.id())).isEqualTo(job);
        assertThat(jobs.get(job.id())).isEqualTo(job);
        assertThat(accepted).containsExactly("sums");
    }

    @Test
    void paramsThatDoNotFitAreRefusedAndNothingIsStored() {
        assertThatExceptionOfType(InvalidParams.class)
                .isThrownBy(() -> jobs.submit(spec("{\"n\":0}")))
                .satisfies(refused -> assertThat(refused.violations())
                        .containsExactly(new InvalidParams.Violation("/n", "must be at least 1, but is 0.")));
        assertNothingAccepted();
    }

    @Test
    void jobNotesThePluginsThatItNeedsAndOnlyThese() {
        JobTypeDescription applies = new JobTypeDescription("applies", "Applies.", """
                {"type": "object", "properties": {"f": {"type": "string"}, "l": {"type": "array", "argumentOf": "f"}}}
                """, List.of(), Map.of());
        engine.knowing(new Descriptions(
                List.of(SUMS, applies),
                List.of(function("plugged"), function("own")),
                new Descriptions.PluggedIn("g", Set.of("sums"), Set.of("plugged"))));

        assertThat(submit().spec().generation()).isEqualTo("g");
        assertThat(generation("{\"f\":\"plugged\",\"l\":[1]}")).isEqualTo("g");
        assertThat(generation("{\"f\":\"own\",\"l\":[1]}")).isEmpty();
    }

    private String generation(String params) {
        JobSpec spec = new JobSpec(
                "applies",
                params,
                null,
                Map.of(),
                5,
                null,
                OnTaskFailure.FAIL_FAST,
                Deadlines.NONE,
                Retry.DEFAULT,
                Isolation.POOLED,
                "");
        Job job = jobs.submit(spec).join();
        assertThat(server.job(job.id()).spec()).isEqualTo(job.spec());
        return job.spec().generation();
    }

    private static FunctionDescription function(String name) {
        FunctionDescription.Parameter parameter =
                new FunctionDescription.Parameter("x", FunctionDescription.Kind.INTEGER, "Any.", null, null);
        return new FunctionDescription(name, "", List.of(parameter), "[1]");
    }

    @Test
    void jobIsRefusedWhileTheQueuesOfAllJobsHoldAsMuchAsTheyMay() {
        long half = JobServer.SHARED.totalLength() / 2;
        SharedContents contents = SharedContents.submitted(
                Map.of(), List.of(SharedContents.Queue.of("q", 1, List.of("1".repeat(Math.toIntExact(half))))));
        Job first = submit(contents).join();
        Job second = submit(contents).join();

        assertThatExceptionOfType(JobException.QueueFull.class)
                .isThrownBy(() -> submit(contents))
                .withMessageContaining("as much as they may");
        submit();
        jobs.cancel(first.id()).join();
        await().untilAsserted(() -> assertThat(submit(contents)).isNotNull());
        assertThat(parts.shared(second.id(), 100).queues().get(0).items()).hasSize(1);
        assertThat(parts.shared(first.id(), 100)).isEqualTo(parts.shared(second.id(), 100));
    }

    private CompletableFuture<Job> submit(SharedContents contents) {
        JobSpec spec = spec("{\"n\":1}");
        return jobs.submit(spec.type(), ParamsCheck.read(spec.params()), contents, spec::withParams);
    }

    @Test
    void unknownTypeIsRefusedWithTheKnownOnes() {
        JobSpec other = new JobSpec(
                "sum",
                "{}",
                null,
                Map.of(),
                5,
                null,
                OnTaskFailure.FAIL_FAST,
                Deadlines.NONE,
                Retry.DEFAULT,
                Isolation.POOLED,
                "");

        assertThatThrownBy(() -> jobs.submit(other))
                .isInstanceOf(UnknownType.class)
                .hasMessage("There is no job type 'sum'; there are sums.");
        assertThatThrownBy(() -> jobs.type("sum")).isInstanceOf(UnknownType.class);
        assertThat(jobs.type("sums")).isEqualTo(SUMS);
        assertThat(jobs.types()).containsExactly(SUMS);
        assertNothingAccepted();
    }

    @Test
    void nothingIsAcceptedBeforeTheJobTypesAreKnown() {
        engine.knowing();

        assertThatThrownBy(() -> jobs.submit(spec("{\"n\":1}"))).isInstanceOf(Unavailable.class);
        assertThat(jobs.types()).isEmpty();
        engine.knowing(SUMS);
        assertThat(submit().state()).isEqualTo(State.QUEUED);
    }

    @Test
    void newDescriptionOfATypeReplacesTheOldOne() {
        submit();
        engine.knowing(new JobTypeDescription("sums", "Sums.", "{\"type\":\"object\"}", List.of(), Map.of()));

        assertThat(jobs.submit(spec("{\"other\":1}")).join().spec().params()).isEqualTo("{\"other\":1}");
    }

    @Test
    void jobThatTheStoreRefusesIsNotAccepted() {
        server.store().close();

        assertThatThrownBy(() -> jobs.submit(spec("{\"n\":1}")).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(Unavailable.class)
                .hasMessage("The job could not be stored; it was not accepted.");
        assertNothingAccepted();
    }

    @Test
    void fullQueueRefusesUntilAJobHasEnded() {
        List<Job> full = Stream.generate(this::submit).limit(LIMIT).toList();
        assertThatExceptionOfType(QueueFull.class)
                .isThrownBy(this::submit)
                .satisfies(refused -> assertThat(refused.retryAfter()).isPositive());
        jobs.cancel(full.get(0).id()).join();
        submit();
        assertThatThrownBy(this::submit).isInstanceOf(QueueFull.class);
        engine.answering(work -> work instanceof Work.Split ? ScriptedEngine.tasks("1") : value("1"));
        engine.hire(1);
        full.forEach(job -> jobs.whenFinal(job.id()).join());

        assertThat(Stream.generate(this::submit).limit(LIMIT / 2)).hasSize(LIMIT / 2);
    }

    @Test
    void paramsOfUnfinishedJobsAreBoundedTogether() {
        engine.knowing(new JobTypeDescription("sums", "Sums.", "{\"type\":\"object\"}", List.of(), Map.of()));
        JobSpec half = spec("{\"text\":\"%s\"}".formatted("x".repeat(Settings.MAX_PARAMS / 2 - 100)));
        Job first = jobs.submit(half).join();
        jobs.submit(half).join();

        assertThatThrownBy(() -> jobs.submit(half))
                .isInstanceOf(QueueFull.class)
                .hasMessageContaining("20000 characters");
        jobs.cancel(first.id()).join();
        await().untilAsserted(() -> assertThat(server.scheduler().size()).isEqualTo(1));
        assertThat(jobs.submit(half).join().leftOut()).isEqualTo(half.params().length());
    }

    @Test
    void submissionsAtTheSameTimeFillTheQueueToItsLimitExactly() throws Exception {
        Queue<CompletableFuture<Job>> taken = new ConcurrentLinkedQueue<>();
        AtomicInteger refused = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try (Hold hold = server.holdWriter()) {
            for (int i = 0; i < 3 * LIMIT; i++) {
                clients.execute(() -> {
                    try {
                        taken.add(jobs.submit(spec("{\"n\":1}")));
                    } catch (QueueFull e) {
                        refused.incrementAndGet();
                    }
                });
            }
            clients.shutdown();
            assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(taken).hasSize(LIMIT).allMatch(job -> job.join().state() == State.QUEUED);
        assertThat(refused).hasValue(2 * LIMIT);
        await().untilAsserted(() -> assertThat(jobs.counts()).containsEntry(State.QUEUED, (long) LIMIT));
    }

    @Test
    void jobThatIsBeingStoredIsNotFoundYetAndNotCountedTwiceLater() {
        CompletableFuture<Job> stored;
        try (Hold hold = server.holdWriter()) {
            stored = jobs.submit(spec("{\"n\":1}"));
            assertThat(stored).isNotDone();
            assertThat(jobs.list(query(null, 10)).jobs()).isEmpty();
        }
        assertThat(jobs.get(stored.join().id()).state()).isEqualTo(State.QUEUED);
        assertThat(server.scheduler().size()).isEqualTo(1);
    }

    private void assertNothingAccepted() {
        assertThat(accepted).isEmpty();
        assertThat(server.scheduler().size()).isZero();
        assertThat(server.store().counts().values()).containsOnly(0L);
    }
}
