package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Representation;
import dev.forkyard.engine.TaskGraph;
import dev.forkyard.engine.Usage;
import dev.forkyard.engine.Work;
import dev.forkyard.jobtypes.BigResultTask;
import dev.forkyard.jobtypes.BurnTask;
import dev.forkyard.jobtypes.EchoTask;
import dev.forkyard.jobtypes.FailingTask;
import dev.forkyard.jobtypes.SleepTask;
import dev.forkyard.jobtypes.WorkerFactsTask;
import dev.forkyard.process.TaskProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What work sees and tells in a pool where nothing dies. */
@Timeout(180)
class WorkerPoolIT {

    private static final int SIZE = 2;

    private static TestPool pool;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws IOException {
        pool = TestPool.started(PoolSettings.ofSize(SIZE));
    }

    @AfterAll
    static void stop() {
        pool.close();
    }

    @AfterEach
    void poolIsAsItWas() {
        pool.awaitIdle(SIZE);
        assertThat(pool.restarts()).isEmpty();
    }

    @Test
    void workersAreOtherProcessesOfThisOneAndIdle() {
        List<WorkerStatus> workers = pool.pool().workers();
        assertThat(workers).extracting(WorkerStatus::id).containsExactly("worker-1", "worker-2");
        assertThat(workers).extracting(WorkerStatus::pid).doesNotHaveDuplicates();
        assertThat(workers).allSatisfy(worker -> {
            assertThat(worker.alive()).isTrue();
            assertThat(worker.state()).isEqualTo(WorkerStatus.State.IDLE);
            assertThat(worker.ppid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(ProcessHandle.of(worker.pid()).orElseThrow().parent()).contains(ProcessHandle.current());
            assertThat(worker.startedAt()).isBefore(Instant.now());
            assertThat(worker.currentTask()).isNull();
            assertThat(worker.restarts()).isZero();
        });
        assertThat(pool.pool().capacity()).isEqualTo(SIZE);
        assertThat(pool.pool().worker("worker-2")).isPresent();
        assertThat(pool.pool().worker("worker-3")).isEmpty();
        assertThat(pool.starts()).hasSize(SIZE);
    }

    @Test
    void residentMemoryOfWorkersIsTold() {
        assumeThat(Path.of("/proc/self/status")).isReadable();
        assertThat(pool.pool().workers())
                .allSatisfy(worker -> assertThat(worker.residentBytes()).isBetween(10L << 20, 500L << 20));
    }

    @Test
    void workersArePinnedToDistinctCores() throws IOException {
        PoolStatus status = pool.pool().status();
        assumeThat(status.pinned()).as(status.pinning()).isTrue();
        List<Integer> cores = CpuSet.ofThisProcess().cores();
        for (int i = 0; i < SIZE; i++) {
            WorkerStatus worker = pool.pool().workers().get(i);
            assertThat(worker.core()).isEqualTo(cores.get(i % cores.size()));
            assertThat(Files.readAllLines(Path.of("/proc", worker.pid().toString(), "status")))
                    .contains("Cpus_allowed_list:\t" + worker.core());
        }
    }

    @Test
    void jobTypesAreDescribed() {
        assertThat(pool.pool().descriptions().jobTypes())
                .extracting(JobTypeDescription::name)
                .contains("pi-digits", "pi-monte-carlo", "test-echo");
        assertThat(pool.pool().descriptions().jobTypes())
                .filteredOn(type -> type.name().equals("test-echo"))
                .singleElement()
                .satisfies(type -> {
                    assertThat(type.description()).isEqualTo("Gives back what it is given.");
                    assertThat(type.paramsSchema()).contains("\"maximum\":1000000");
                    assertThat(type.examples().get(0))
                            .isEqualTo(new JobTypeDescription.Example("three", "{\"count\":3,\"value\":\"hello\"}"));
                });
    }

    @Test
    void jobIsSplitRunAndCombined() {
        String params = TestPool.json(new EchoTask.Params(3, "grüße 🌍"));
        Recording split = pool.start(new Work.Split(TestPool.JOB, "test-echo", params, false));
        assertThat(split.outcome())
                .isEqualTo(new Outcome.Tasks(List.of("\"grüße 🌍\"", "\"grüße 🌍\"", "\"grüße 🌍\""), TaskGraph.NONE));
        Recording run = pool.start(new Work.Run(TestPool.JOB, "test-echo", 2, "task-2", 1, "\"grüße 🌍\"", List.of()));
        assertThat(run.outcome()).isEqualTo(new Outcome.Value("\"grüße 🌍\"", List.of()));
        Recording combine =
                pool.start(new Work.Combine(TestPool.JOB, "test-echo", params, List.of("\"a\"", "1.10", "null")));
        assertThat(combine.outcome())
                .isEqualTo(new Outcome.Value(
                        "{\"values\":[\"a\",1.10,null]}", List.of(Representation.ofString("text/plain", "/values/0"))));
    }

    @Test
    void usageSaysWhereAndHowLong() {
        Lease lease = pool.lease();
        Recording burn = new Recording();
        Instant before = Instant.now();
        assertThat(lease.start(List.of(TestPool.task("test-burn", 200)), burn)).isTrue();
        Usage usage = burn.usage();
        assertThat(usage.worker()).isEqualTo(lease.worker());
        assertThat(usage.pid()).isEqualTo(lease.pid());
        assertThat(usage.startedAt()).isBetween(before.minusMillis(1), Instant.now());
        assertThat(usage.finishedAt())
                .isBetween(usage.startedAt(), Instant.now().plusMillis(1));
        assertThat(usage.cpu()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        assertThat(usage.wall()).isGreaterThanOrEqualTo(usage.cpu().minusMillis(20));
        assertThat(Duration.between(usage.startedAt(), usage.finishedAt()).plusMillis(20))
                .isGreaterThanOrEqualTo(usage.wall());
        assertThat(usage.gc()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(usage.allocatedBytes()).isPositive();
        lease.core().ifPresent(core -> assertThat(usage.core()).isEqualTo(core));
        assertThat(TestPool.parse(burn.value(), Long.class))
                .isLessThanOrEqualTo(usage.cpu().toNanos());
    }

    @Test
    void waitingUsesHardlyAnyProcessorTime() {
        Usage usage = pool.run("test-sleep", SleepTask.millis(300)).usage();
        assertThat(usage.wall()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(usage.cpu()).isLessThan(usage.wall().dividedBy(2));
    }

    @Test
    void coresAreAccountedFor() {
        Lease lease = pool.lease();
        Recording burn = new Recording();
        int core = lease.core().orElse(-1);
        CoreStatus before = core(core);
        lease.start(List.of(TestPool.task("test-burn", 100)), burn);
        Usage usage = burn.usage();
        CoreStatus after = core(usage.core() == null ? -1 : usage.core());
        assumeThat(core).as("pinned").isNotNegative();
        assertThat(after.tasks()).isEqualTo(before.tasks() + 1);
        assertThat(after.cpu().minus(before.cpu())).isEqualTo(usage.cpu());
        assertThat(after.busy().minus(before.busy())).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        assertThat(after.worker()).isEqualTo(lease.worker());
        assertThat(after.utilization1m()).isBetween(0.0, 1.0);
    }

    private static CoreStatus core(int core) {
        return pool.pool().cores().stream()
                .filter(each -> each.core() == core)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void busyWorkerIsTold() {
        Path release = directory.resolve("release");
        Recording sleep = pool.start(new Work.Run(
                TestPool.JOB, "test-sleep", 7, "seventh", 3, TestPool.json(SleepTask.until(release)), List.of()));
        await().until(() -> sleep.log().contains("sleeping"));
        assertThat(pool.pool().status()).satisfies(status -> {
            assertThat(status.busy()).isEqualTo(1);
            assertThat(status.idle()).isEqualTo(SIZE - 1);
        });
        assertThat(pool.pool().workers())
                .filteredOn(worker -> worker.state() == WorkerStatus.State.BUSY)
                .singleElement()
                .satisfies(worker -> assertThat(worker.currentTask())
                        .isEqualTo(new WorkerStatus.CurrentTask(TestPool.JOB, 7, "seventh", 3)));
        create(release);
        assertThat(sleep.value()).isEqualTo("7");
        assertThat(sleep.fractions()).isSorted().allMatch(each -> each > 0 && each <= 1);
    }

    @Test
    void leaseIsHadOnlyWhileAWorkerIsIdleAndCapacityIsSignalled() {
        AtomicInteger signals = new AtomicInteger();
        pool.pool().onCapacity(signals::incrementAndGet);
        assertThat(signals).as("at once, as workers are idle").hasPositiveValue();
        int before = signals.get();
        Lease first = pool.pool().lease(Isolation.POOLED, "").orElseThrow();
        Lease second = pool.pool().lease(Isolation.POOLED, "").orElseThrow();
        assertThat(first.worker()).isNotEqualTo(second.worker());
        assertThat(pool.pool().lease(Isolation.POOLED, "")).isEmpty();
        List<Recording> ends = List.of(new Recording(), new Recording());
        first.start(List.of(TestPool.task("test-echo", 1)), ends.get(0));
        second.start(List.of(TestPool.task("test-echo", 2)), ends.get(1));
        assertThat(ends.get(0).value()).isEqualTo("1");
        assertThat(ends.get(1).value()).isEqualTo("2");
        await().untilAsserted(() -> assertThat(signals).hasValueGreaterThanOrEqualTo(before + 2));
        pool.pool().onCapacity(() -> {});
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STACK_OVERFLOW")
    void thrownExceptionIsTheTasksFailure(FailingTask.Kind kind) {
        Recording failing = pool.run("test-failing", FailingTask.always(kind, "as told 🌍"));
        assertThat(failing.failure()).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(FailureReason.TASK_ERROR);
            assertThat(failure.exitCode()).isNull();
            assertThat(failure.signal()).isNull();
            assertThat(failure.stack()).isNotEmpty().hasSizeLessThan(17_000);
            switch (kind) {
                case UNCHECKED, CHECKED, ERROR -> assertThat(failure.message()).isEqualTo("as told 🌍");
                case SILENT -> assertThat(failure.message()).isEqualTo("IllegalStateException");
                case UNREADABLE -> assertThat(failure.message()).contains("could not be read");
                case STACK_OVERFLOW -> throw new AssertionError("costs its worker");
            }
        });
    }

    @Test
    void failureToSplitOrCombineIsTold() {
        String params = "{\"count\":1,\"message\":\"as told\"}";
        assertThat(pool.start(new Work.Split(TestPool.JOB, "test-split-fails", params, false))
                        .failure())
                .satisfies(failure -> {
                    assertThat(failure.message()).isEqualTo("as told");
                    assertThat(failure.exceptionType()).isEqualTo("java.lang.IllegalArgumentException");
                });
        assertThat(pool.start(new Work.Combine(TestPool.JOB, "test-combine-fails", params, List.of("1")))
                        .failure()
                        .message())
                .isEqualTo("as told");
        assertThat(pool.start(new Work.Split(TestPool.JOB, "test-echo", "{\"count\":0,\"value\":1}", false))
                        .failure()
                        .message())
                .contains("into no task");
    }

    @Test
    void inputThatMakesNoSenseIsTheTasksFailure() {
        assertThat(pool.run("nonesuch", 1).failure().message()).contains("no job type 'nonesuch'");
        assertThat(pool.start(new Work.Run(TestPool.JOB, "test-echo", 0, "task-0", 1, "{not json", List.of()))
                        .failure()
                        .reason())
                .isEqualTo(FailureReason.TASK_ERROR);
        assertThat(pool.start(new Work.Split(TestPool.JOB, "test-burn", "{\"unknown\":1}", false))
                        .failure()
                        .reason())
                .isEqualTo(FailureReason.TASK_ERROR);
    }

    @Test
    void resultAtTheLimitPassesAndOneOverItIsRefused() {
        assertThat(pool.run("test-big-result", new BigResultTask.Input((1 << 20) - 2, ""))
                        .value())
                .hasSize(1 << 20);
        assertThat(pool.run("test-big-result", new BigResultTask.Input((1 << 20) - 1, ""))
                        .failure())
                .satisfies(failure -> {
                    assertThat(failure.reason()).isEqualTo(FailureReason.OUTPUT_LIMIT);
                    assertThat(failure.message()).contains("1048577", "1048576");
                });
    }

    @Test
    void combinedResultAndInputsOverTheLimitsAreRefused() {
        String combined = TestPool.json(new BigResultTask.Params(1, 0, 0, 1 << 20));
        assertThat(pool.start(new Work.Combine(TestPool.JOB, "test-big-result", combined, List.of("\"\"")))
                        .failure()
                        .reason())
                .isEqualTo(FailureReason.OUTPUT_LIMIT);
        String split = TestPool.json(new BigResultTask.Params(5, 1_000_000, 0, 0));
        Recording inputs = pool.start(new Work.Split(TestPool.JOB, "test-big-result", split, false));
        assertThat(inputs.failure()).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(FailureReason.OUTPUT_LIMIT);
            assertThat(failure.message()).contains("inputs are too large");
        });
        assertThat(inputs.usage().wall()).isPositive();
    }

    @Test
    void workTooLargeToBeSentIsRefusedAndTheWorkerStaysUsable() {
        Lease lease = pool.lease();
        Recording large = new Recording();
        assertThat(lease.start(List.of(TestPool.task("test-echo", "x".repeat(5 << 20))), large))
                .isTrue();
        assertThat(large.failure().reason()).isEqualTo(FailureReason.OUTPUT_LIMIT);
        lease.cancel();
        for (int i = 0; i < 2 * SIZE; i++) {
            assertThat(pool.run("test-echo", i).value()).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void taskSeesACleanJvm() {
        assumeThat(System.getenv()).as("something to hide").containsKey("HOME");
        Recording recording = pool.run(
                "test-worker-facts",
                new WorkerFactsTask.Params(
                        1,
                        List.of("java.io.tmpdir", "file.encoding"),
                        List.of(
                                "dev.forkyard.worker.WorkerMain",
                                "dev.forkyard.pool.WorkerPool",
                                "dev.forkyard.engine.Work",
                                "dev.forkyard.job.JobSpec",
                                "dev.forkyard.ForkyardApplication",
                                "org.springframework.boot.SpringApplication",
                                "org.springframework.util.Assert",
                                "io.micrometer.core.instrument.Meter",
                                "org.sqlite.JDBC")));
        WorkerFactsTask.Facts facts = TestPool.parse(recording.value(), WorkerFactsTask.Facts.class);
        assertThat(facts.pid()).isEqualTo(recording.usage().pid());
        assertThat(facts.parentPid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(facts.javaVersion()).isEqualTo(System.getProperty("java.version"));
        assertThat(facts.environment()).isSubsetOf("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", TaskProcesses.VARIABLE);
        assertThat(facts.stdinAtEnd()).isTrue();
        assertThat(facts.loadable()).containsExactly("dev.forkyard.worker.WorkerMain");
        assertThat(facts.maxHeapBytes()).isLessThanOrEqualTo(64L << 20);
        assertThat(facts.properties()).containsEntry("file.encoding", "UTF-8");
        assertThat(Path.of(facts.scratchDirectory()))
                .startsWithRaw(Path.of(facts.properties().get("java.io.tmpdir")));
        assertThat(Path.of(facts.scratchDirectory()))
                .as("removed with what was left in it")
                .doesNotExist();
        assertThat(Path.of(facts.workingDirectory())).isEmptyDirectory();
    }

    @Test
    void workerThatWasBusyLastIsTakenFirst() {
        Lease lease = pool.lease();
        Recording echo = new Recording();
        lease.start(List.of(TestPool.task("test-echo", 0)), echo);
        echo.await();
        for (int i = 0; i < 200; i++) {
            Recording next = pool.run("test-echo", i);
            assertThat(next.value()).isEqualTo(Integer.toString(i));
            assertThat(next.usage().worker()).isEqualTo(lease.worker());
        }
    }

    @Test
    void workerOfAPoolThatDoesNotPinTellsItsCoreAllTheSame() throws IOException {
        try (TestPool free = TestPool.started(PoolSettings.ofSize(1).pin(false))) {
            assertThat(free.pool().status().pinning()).contains("forkyard.pool.pin is false");
            Lease lease = free.lease();
            assertThat(lease.core()).isEqualTo(OptionalInt.empty());
            Recording burn = new Recording();
            lease.start(List.of(TestPool.task("test-burn", 10)), burn);
            assumeThat(Path.of("/proc/thread-self/stat")).isReadable();
            assertThat(CpuSet.ofThisProcess().cores()).contains(burn.usage().core());
        }
    }

    @Test
    void burningJobAddsUp() {
        String params = TestPool.json(new BurnTask.Params(2, 1));
        Recording split = pool.start(new Work.Split(TestPool.JOB, "test-burn", params, false));
        assertThat(split.outcome()).isEqualTo(new Outcome.Tasks(List.of("1", "1"), TaskGraph.NONE));
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
