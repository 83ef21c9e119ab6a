package dev.forkyard.job.store;

import static dev.forkyard.job.store.Samples.T;
import static dev.forkyard.job.store.Samples.bare;
import static dev.forkyard.job.store.Samples.end;
import static dev.forkyard.job.store.Samples.ended;
import static dev.forkyard.job.store.Samples.id;
import static dev.forkyard.job.store.Samples.spec;
import static dev.forkyard.job.store.Samples.succeeded;
import static dev.forkyard.job.store.StoreContract.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.TaskGraph;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobQuery;
import dev.forkyard.job.State;
import dev.forkyard.job.shared.SharedContents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the writer does when writes or the database fail, on a real SQLite that can be full. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GroupCommitTests {

    private static final UUID JOB = id(1);
    private static final String LARGE = "x".repeat(100_000);
    private static final Duration DRAIN = Duration.ofMillis(300);

    @TempDir
    Path directory;

    private FullableDataSource dataSource;
    private GroupCommit writer;
    private JobReads jobs;
    private TaskReads tasks;
    private AttemptReads attempts;

    @BeforeEach
    void open() {
        dataSource = Databases.sqlite(directory.resolve("forkyard.db"), new FullableDataSource());
        writer = started(DRAIN);
        Reader reader = new Reader(dataSource, (operation, took) -> {});
        jobs = new JobReads(reader);
        tasks = new TaskReads(reader);
        attempts = new AttemptReads(reader);
        once(JobWrites.insert(JOB, spec(), SharedContents.NONE, T)).join();
        once(TaskWrites.split(JOB, List.of("0"), TaskGraph.NONE)).join();
    }

    @AfterEach
    void close() {
        writer.close();
        dataSource.close();
    }

    @Test
    void outcomeOutlivesAFullDiskAndWhatFollowsKeepsItsOrder() throws SQLException {
        dataSource.fill();
        CompletableFuture<Integer> outcome = retried(outcome(LARGE));
        CompletableFuture<Integer> finished = retried(JobWrites.finished(JOB, succeeded("1")));
        await().until(() -> writer.problem() != null);
        StoreProblem first = writer.problem();
        await().until(() -> dataSource.given.size() > 5);

        assertThat(outcome).isNotDone();
        assertThat(finished).isNotDone();
        assertThat(writer.problem()).isEqualTo(first);
        assertThat(first.message()).contains("full");
        assertThat(jobs.find(JOB, 0).orElseThrow().state()).isEqualTo(State.QUEUED);

        dataSource.makeRoom();
        outcome.join();
        finished.join();
        assertThat(writer.problem()).isNull();
        assertThat(Printed.of(attempts.logs(JOB, 0, 0))).containsExactly(entry(0, LARGE));
        assertThat(tasks.task(JOB, 0).orElseThrow().state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void newJobIsRefusedAtOnceWhileTheDiskIsFull() throws SQLException {
        dataSource.fill();
        assertThat(refused(once(insert(2, LARGE)))).hasMessageContaining("full");
        assertThat(writer.problem()).isNotNull();

        CompletableFuture<Integer> outcome = retried(outcome(LARGE));
        await().until(() -> dataSource.given.size() > 5);
        CompletableFuture<Integer> behind = once(insert(3, "small"));
        assertThat(behind).isCompletedExceptionally();
        assertThat(outcome).isNotDone();

        dataSource.makeRoom();
        outcome.join();
        once(insert(4, LARGE)).join();
        assertThat(writer.problem()).isNull();
        assertThat(jobs.find(id(2), 0)).isEmpty();
        assertThat(jobs.find(id(3), 0)).isEmpty();
    }

    @Test
    void newJobsThatWaitBehindAnOutcomeAreRefusedOnceTheDatabaseIs() throws SQLException {
        Runnable release = block();
        CompletableFuture<Integer> outcome = retried(outcome(LARGE));
        CompletableFuture<Integer> inItsGroup = once(insert(2, LARGE));
        dataSource.fill();
        release.run();

        assertThat(refused(inItsGroup)).hasMessageContaining("refuses");
        assertThat(outcome).isNotDone();
        dataSource.makeRoom();
        outcome.join();
    }

    @Test
    void writeThatFailsHalfWayLeavesNothingAndItsGroupIsCommitted() {
        Runnable release = block();
        CompletableFuture<Integer> before = once(insert(2, "1"));
        CompletableFuture<Integer> halfWay = retried(connection -> {
            insert(3, "1").execute(connection);
            throw new IllegalStateException("half way");
        });
        CompletableFuture<Integer> after = once(insert(4, "1"));
        release.run();

        before.join();
        after.join();
        assertThat(refused(halfWay)).hasMessageContaining("half way");
        assertThat(jobs.find(id(2), 0)).isPresent();
        assertThat(jobs.find(id(3), 0)).isEmpty();
        assertThat(jobs.find(id(4), 0)).isPresent();
        assertThat(writer.problem()).isNull();
    }

    @Test
    void rowsOfABatchThatBrokeDoNotComeWithTheNext() {
        String sql = "INSERT INTO job_labels (job_id, label_key, label_value) VALUES (?, ?, '')";
        CompletableFuture<Integer> broken = retried(connection -> {
            connection.updateAll(sql, List.of(row -> row.id(JOB).text("7"), row -> {
                throw new IllegalStateException("broken");
            }));
            return 1;
        });
        assertThat(refused(broken)).hasMessageContaining("broken");
        retried(connection -> {
                    connection.updateAll(sql, List.of(row -> row.id(JOB).text("8")));
                    return 1;
                })
                .join();

        assertThat(jobs.list(labelled("7"))).isEmpty();
        assertThat(jobs.list(labelled("8"))).extracting(Job::id).containsExactly(JOB);
    }

    @Test
    void nothingOfAGroupIsSeenBeforeItsCommit() {
        CountDownLatch executed = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Runnable release = block();
        CompletableFuture<Integer> first = once(insert(2, "1"));
        CompletableFuture<Integer> second = once(connection -> {
            executed.countDown();
            return awaitIn(goOn);
        });
        release.run();
        await().until(() -> executed.getCount() == 0);

        assertThat(first).isNotDone();
        assertThat(jobs.find(id(2), 0)).isEmpty();
        goOn.countDown();
        first.join();
        second.join();
        assertThat(jobs.find(id(2), 0)).isPresent();
    }

    @Test
    void outcomeWhoseFutureWasCancelledIsWrittenAllTheSame() throws SQLException {
        dataSource.fill();
        CompletableFuture<Integer> outcome = retried(outcome(LARGE));
        CompletableFuture<Integer> finished = retried(JobWrites.finished(JOB, succeeded("1")));
        finished.cancel(true);
        await().until(() -> writer.problem() != null);
        dataSource.makeRoom();
        outcome.join();

        await().until(() -> jobs.find(JOB, 0).orElseThrow().state() == State.SUCCEEDED);
    }

    @Test
    void closeGivesUpInTimeOnADatabaseThatRefusesAndTellsEveryone() throws SQLException {
        dataSource.fill();
        CompletableFuture<Integer> outcome = retried(outcome(LARGE));
        await().until(() -> writer.problem() != null);
        CompletableFuture<Integer> waiting = retried(JobWrites.finished(JOB, succeeded("1")));
        writer.close();

        assertThat(refused(outcome)).hasMessageContaining("closed");
        assertThat(refused(waiting)).hasMessageContaining("closed");
        assertThat(refused(retried(JobWrites.cancelling(JOB)))).hasMessageContaining("closed");
    }

    @Test
    void closeCommitsWhatWaits() {
        writer.close();
        writer = started(Duration.ofSeconds(30));
        Runnable release = block();
        List<CompletableFuture<Integer>> writes = new ArrayList<>(
                List.of(once(insert(2, "1")), retried(outcome("log")), retried(JobWrites.cancelling(JOB))));
        IntStream.range(10, 1_110).forEach(i -> writes.add(once(insert(i, "1")))); // More than one transaction takes.
        CompletableFuture<Void> closing = CompletableFuture.runAsync(writer::close);
        await("nothing more is taken")
                .until(() -> retried(JobWrites.cancelling(JOB)).isCompletedExceptionally());
        release.run();
        closing.join();

        assertThat(writes).allSatisfy(write -> assertThat(write).isCompleted());
        assertThat(jobs.find(JOB, 0).orElseThrow().state()).isEqualTo(State.CANCELLING);
    }

    @Test
    void observerThatThrowsStopsTheWriterForAllToSee() {
        try (GroupCommit broken = new GroupCommit(
                        dataSource,
                        (operation, took) -> {
                            throw new IllegalStateException("observer");
                        },
                        Clock.systemUTC(),
                        DRAIN)
                .start()) {
            CompletableFuture<Integer> committed = submit(broken, JobWrites.cancelling(JOB), true);
            await().until(() -> broken.problem() != null);
            await().until(committed::isDone);
            await().until(() -> submit(broken, JobWrites.cancelling(JOB), true).isCompletedExceptionally());
        }
    }

    private GroupCommit started(Duration drain) {
        return new GroupCommit(dataSource, (operation, took) -> {}, Clock.systemUTC(), drain).start();
    }

    /** Holds the writer in a transaction of its own, so that what is submitted meanwhile forms one group. */
    private Runnable block() {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch latch = new CountDownLatch(1);
        CompletableFuture<Integer> holder = retried(connection -> {
            held.countDown();
            return awaitIn(latch);
        });
        await().until(() -> held.getCount() == 0);
        assertThat(holder).isNotDone();
        return latch::countDown;
    }

    private static int awaitIn(CountDownLatch latch) {
        try {
            latch.await();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Write insert(int number, String params) {
        return JobWrites.insert(id(number), bare(params), SharedContents.NONE, T);
    }

    private static JobQuery labelled(String key) {
        return new JobQuery(Set.of(), null, Map.of(key, ""), null, null, null, 50);
    }

    private static Write outcome(String log) {
        return AttemptWrites.attemptsEnded(
                JOB, List.of(end(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", log)));
    }

    private CompletableFuture<Integer> once(Write write) {
        return submit(writer, write, false);
    }

    private CompletableFuture<Integer> retried(Write write) {
        return submit(writer, write, true);
    }

    private static CompletableFuture<Integer> submit(GroupCommit writer, Write write, boolean retried) {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        writer.submit(new PendingWrite(StoreOperation.INSERT, write, retried, done, done::complete));
        return done;
    }
}
