package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forkyard.engine.Usage;
import dev.forkyard.pool.CoreLedger.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CoreLedgerTests {

    private static final Offset<Double> EXACTLY = within(1e-9);

    private long now = Long.MAX_VALUE - 1_000_000_000L; // The clock may overflow, and does here.
    private final CoreLedger ledger = new CoreLedger(new CpuSet(List.of(0, 2)), () -> now);

    @Test
    void coresAreThereFromTheStartInTheirOrder() {
        pass(10);
        assertThat(ledger.lines())
                .containsExactly(
                        new Line(0, 0, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), 0, 0),
                        new Line(2, 0, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), 0, 0));
    }

    @Test
    void workUnderWayCountsAsBusy() {
        pass(10);
        ledger.begin(2, now);
        pass(30);
        assertThat(line())
                .isEqualTo(new Line(2, 0, Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(10), 0.75, 0.75));
    }

    @Test
    void endedTaskIsCountedWithItsProcessorTime() {
        task(10, 8);
        pass(10);
        assertThat(line())
                .isEqualTo(new Line(
                        2, 1, Duration.ofSeconds(10), Duration.ofSeconds(8), Duration.ofSeconds(10), 0.5, 0.5));
    }

    @Test
    void splitsAndCombinationsAreBusyTimeAndNoTasks() {
        long began = now;
        ledger.begin(2, began);
        pass(5);
        ledger.end(2, began);
        ledger.add(usage(2, 5, 1), false, false);
        assertThat(line().tasks()).isZero();
        assertThat(line().busy()).hasSeconds(5);
        assertThat(line().cpu()).hasSeconds(1);
    }

    @Test
    void workThatNeverBeganLeavesNoTrace() {
        long began = now;
        ledger.begin(2, began);
        ledger.end(2, began);
        pass(5);
        assertThat(line().busy()).isZero();
    }

    @Test
    void coreThatIsKnownOnlyAtTheEndIsCounted() {
        pass(4);
        ledger.add(usage(7, 4, 3), true, true);
        assertThat(ledger.lines()).extracting(Line::core).containsExactly(0, 2, 7);
        assertThat(ledger.lines().get(2).busy()).hasSeconds(4);
    }

    @Test
    void workersThatShareACoreNeverMakeItBusierThanTimeAllows() {
        ledger.begin(2, now);
        ledger.begin(2, now);
        pass(10);
        assertThat(line().busy()).hasSeconds(10);
        assertThat(line().idle()).isZero();
        assertThat(line().utilization1m()).isEqualTo(1);
    }

    @Test
    void endOfOneOfTwoThatBeganAtOnceLeavesTheOther() {
        long began = now;
        ledger.begin(2, began);
        ledger.begin(2, began);
        ledger.end(2, began);
        pass(3);
        assertThat(line().busy()).hasSeconds(3);
    }

    @Test
    void utilizationForgetsWhatIsLongerAgo() {
        task(60, 60);
        assertThat(line().utilization1m()).isEqualTo(1, EXACTLY);
        pass(30);
        assertThat(line().utilization1m()).isEqualTo(0.5, EXACTLY);
        assertThat(line().utilization5m()).isEqualTo(60.0 / 90, EXACTLY);
        pass(30);
        assertThat(line().utilization1m()).isEqualTo(0, EXACTLY);
        pass(180);
        assertThat(line().utilization5m()).isEqualTo(0.2, EXACTLY);
        pass(1000);
        assertThat(line().utilization5m()).isEqualTo(0, EXACTLY);
        assertThat(line().busy()).hasSeconds(60);
    }

    @Test
    void workOnNoKnownCoreIsNobodys() {
        ledger.add(
                new Usage(
                        "worker-1",
                        1,
                        1,
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        0),
                true,
                true);
        assertThat(ledger.lines()).extracting(Line::tasks).containsExactly(0L, 0L);
    }

    private void task(int wallSeconds, int cpuSeconds) {
        long began = now;
        ledger.begin(2, began);
        pass(wallSeconds);
        ledger.end(2, began);
        ledger.add(usage(2, wallSeconds, cpuSeconds), true, false);
    }

    private static Usage usage(int core, int wallSeconds, int cpuSeconds) {
        Duration wall = Duration.ofSeconds(wallSeconds);
        Duration cpu = Duration.ofSeconds(cpuSeconds);
        return new Usage("worker-1", 1, 1, core, Instant.EPOCH, Instant.EPOCH.plus(wall), wall, cpu, Duration.ZERO, 0);
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now += TimeUnit.SECONDS.toNanos(1);
            ledger.tick();
        }
    }

    private Line line() {
        return ledger.lines().stream()
                .filter(line -> line.core() == 2)
                .findFirst()
                .orElseThrow();
    }
}
