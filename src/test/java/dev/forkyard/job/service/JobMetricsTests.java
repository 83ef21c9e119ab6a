package dev.forkyard.job.service;

import static dev.forkyard.job.ScriptedEngine.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Work;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.ScriptedEngine;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.SettableClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus is shown of jobs, by the names that dashboards go by. */
@Timeout(60)
final class JobMetricsTests {

    @TempDir
    private Path directory;

    private final SettableClock clock = new SettableClock();
    private final ScriptedEngine engine = new ScriptedEngine(0, clock)
            .knowing(new JobTypeDescription("sums", "Sums.", "{\"type\":\"object\"}", List.of(), Map.of()));
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JobMetrics metrics = new JobMetrics(registry, clock);
    private JobServer server;
    private Jobs jobs;

    @BeforeEach
    void open() {
        server = new JobServer(directory.resolve("jobs.db"), engine, clock, metrics, metrics, JobServer.LIMITS).start();
        jobs = new Jobs(
                new JobTypes(engine),
                server.store(),
                server.files(),
                server.scheduler(),
                new Waiters(Runnable::run),
                Settings.jobs(100, 100),
                clock,
                metrics::jobSubmitted);
        metrics.bind(server.scheduler(), jobs);
    }

    @AfterEach
    void close() {
        engine.relent();
        server.close();
        engine.close();
        registry.close();
    }

    @Test
    void waitingWorkIsCountedAndAged() {
        submit();
        submit();
        clock.advance(Duration.ofSeconds(30));
        assertThat(value("forkyard_queue_tasks")).isEqualTo("2.0");
        assertThat(value("forkyard_queue_oldest_age_seconds")).isEqualTo("30.0");
        assertThat(value("forkyard_jobs{state=\"QUEUED\"}")).isEqualTo("2.0");
        assertThat(value("forkyard_jobs{state=\"FAILED\"}")).isEqualTo("0.0");

        engine.answering(work -> work instanceof Work.Split ? ScriptedEngine.tasks("a", "b", "c") : null);
        engine.hire(1);
        engine.next();
        clock.advance(Duration.ofSeconds(5));
        await().untilAsserted(() ->
                assertThat(value("forkyard_queue_tasks")).as("of six, one runs").isEqualTo("5.0"));
        assertThat(value("forkyard_queue_oldest_age_seconds")).isEqualTo("5.0");
        assertThat(value("forkyard_job_queue_seconds_count{type=\"sums\"}")).isEqualTo("2");
        assertThat(value("forkyard_job_queue_seconds_sum{type=\"sums\"}")).isEqualTo("60.0");
    }

    @Test
    void nothingWaitsWhenNothingIsThere() {
        assertThat(value("forkyard_queue_tasks")).isEqualTo("0.0");
        assertThat(value("forkyard_queue_oldest_age_seconds")).isEqualTo("0.0");
    }

    @Test
    void endsOfJobsAndTasksAreCountedByTypeStateAndReason() {
        runOneThatSucceedsAndOneThatFails();
        clock.advance(Duration.ofSeconds(1));

        assertThat(value("forkyard_jobs_submitted_total{type=\"sums\"}")).isEqualTo("2.0");
        assertThat(value("forkyard_jobs_finished_total{reason=\"NONE\",state=\"SUCCEEDED\",type=\"sums\"}"))
                .isEqualTo("1.0");
        assertThat(value("forkyard_jobs_finished_total{reason=\"OUT_OF_MEMORY\",state=\"FAILED\",type=\"sums\"}"))
                .isEqualTo("1.0");
        assertThat(value("forkyard_tasks_finished_total{reason=\"NONE\",state=\"SUCCEEDED\",type=\"sums\"}"))
                .isEqualTo("2.0");
        assertThat(value("forkyard_tasks_finished_total{reason=\"OUT_OF_MEMORY\",state=\"FAILED\",type=\"sums\"}"))
                .isEqualTo("1.0");
        assertThat(value("forkyard_jobs{state=\"SUCCEEDED\"}")).isEqualTo("1.0");
        assertThat(value("forkyard_job_wall_seconds_count{type=\"sums\"}")).isEqualTo("2");
        assertThat(value("forkyard_job_queue_seconds_count{type=\"sums\"}")).isEqualTo("2");
        assertThat(value("forkyard_task_wall_seconds_count{type=\"sums\"}")).isEqualTo("3");
        assertThat(Double.parseDouble(value("forkyard_task_wall_seconds_sum{type=\"sums\"}")))
                .isEqualTo(0.012);
        assertThat(Double.parseDouble(value("forkyard_task_cpu_seconds_sum{type=\"sums\"}")))
                .isEqualTo(0.009);
        assertThat(scrape()).contains("forkyard_task_cpu_seconds_bucket{type=\"sums\",le=");
    }

    @Test
    void timeFromCancelToTheEndIsMeasured() {
        engine.hire(1);
        engine.stubborn();
        UUID id = submit();
        Begun split = engine.next();
        jobs.cancel(id).join();
        clock.advance(Duration.ofSeconds(2));
        split.end(new Outcome.Cancelled());
        jobs.whenFinal(id).join();

        assertThat(value("forkyard_cancel_seconds_count")).isEqualTo("1");
        assertThat(value("forkyard_cancel_seconds_sum")).isEqualTo("2.0");
        assertThat(value("forkyard_jobs_finished_total{reason=\"NONE\",state=\"CANCELLED\",type=\"sums\"}"))
                .isEqualTo("1.0");
    }

    @Test
    void retriesAreCountedByTheirReason() {
        engine.hire(1);
        engine.answering(work -> work instanceof Work.Split ? ScriptedEngine.tasks("a") : null);
        submit();
        engine.next().end(failed(FailureReason.WORKER_LOST, "It died."));
        engine.next().end(failed(FailureReason.WORKER_LOST, "It died."));
        engine.next();

        await().untilAsserted(() -> assertThat(value("forkyard_task_retries_total{reason=\"WORKER_LOST\"}"))
                .isEqualTo("2.0"));
        assertThat(scrape()).doesNotContain("forkyard_tasks_finished_total");
    }

    @Test
    void poisonedTaskIsCountedOnceAsFailed() {
        engine.hire(1);
        engine.answering(work ->
                work instanceof Work.Split ? ScriptedEngine.tasks("a") : failed(FailureReason.WORKER_LOST, "It died."));
        jobs.whenFinal(submit()).join();

        assertThat(value("forkyard_tasks_finished_total{reason=\"POISONED\",state=\"FAILED\",type=\"sums\"}"))
                .isEqualTo("1.0");
        assertThat(value("forkyard_jobs_finished_total{reason=\"POISONED\",state=\"FAILED\",type=\"sums\"}"))
                .isEqualTo("1.0");
        assertThat(value("forkyard_task_retries_total{reason=\"WORKER_LOST\"}")).isEqualTo("2.0");
    }

    @Test
    void stalledTasksAreShownAsLongAsTheyAreAndCountedOnce() {
        engine.hire(2);
        engine.answering(work -> work instanceof Work.Split ? ScriptedEngine.tasks("a", "b") : null);
        submit();
        Begun one = engine.next();
        engine.next();
        await().untilAsserted(() ->
                assertThat(server.scheduler().all().get(0).running()).hasSize(2));
        assertThat(value("forkyard_tasks_stalled")).isEqualTo("0.0");
        one.stall(clock.instant());
        assertThat(value("forkyard_tasks_stalled")).isEqualTo("1.0");
        await().untilAsserted(() ->
                assertThat(value("forkyard_task_stalls_total{type=\"sums\"}")).isEqualTo("1.0"));
        one.stall(null);

        assertThat(value("forkyard_tasks_stalled")).isEqualTo("0.0");
        assertThat(value("forkyard_task_stalls_total{type=\"sums\"}")).isEqualTo("1.0");
    }

    @Test
    void operationsOfTheStoreAreTimed() {
        submit();

        await().untilAsserted(() -> {
            assertThat(value("forkyard_store_seconds_count{operation=\"insert\"}"))
                    .isEqualTo("1");
            assertThat(scrape()).contains("forkyard_store_seconds_count{operation=\"commit\"}");
        });
    }

    @Test
    void noLabelButTheKnownOnesAndNoIdInAny() {
        runOneThatSucceedsAndOneThatFails();
        Set<String> labels = Pattern.compile("[{,](\\w+)=\"")
                .matcher(scrape())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(labels).containsExactly("le", "operation", "reason", "state", "type");
        assertThat(Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}")
                        .matcher(scrape())
                        .results()
                        .map(MatchResult::group))
                .isEmpty();
    }

    private void runOneThatSucceedsAndOneThatFails() {
        engine.hire(1);
        engine.answering(
                work -> work instanceof Work.Split ? ScriptedEngine.tasks("a", "b") : ScriptedEngine.value("1"));
        UUID succeeded = submit();
        jobs.whenFinal(succeeded).join();
        engine.answering(work ->
                work instanceof Work.Split ? ScriptedEngine.tasks("a") : failed(FailureReason.OUT_OF_MEMORY, "no"));
        jobs.whenFinal(submit()).join();
    }

    private UUID submit() {
        return jobs.submit(JobServer.spec())
                .orTimeout(30, TimeUnit.SECONDS)
                .join()
                .id();
    }

    private String scrape() {
        return registry.scrape();
    }

    /** The value of the one series of that name and labels. */
    private String value(String series) {
        return scrape().lines()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> line.substring(series.length() + 1))
                .findFirst()
                .orElse("absent: " + series);
    }
}
