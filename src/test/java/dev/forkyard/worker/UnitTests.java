package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.forkyard.protocol.ChannelPair;
import dev.forkyard.protocol.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UnitTests {

    @TempDir
    private Path directory;

    private ChannelPair channels;
    private Unit unit;

    @BeforeEach
    void connect() throws IOException {
        channels = ChannelPair.open(1 << 16);
        unit = new Unit(
                new Unit.Identity(7, "job", 3, "three", 2, "worker-1"),
                channels.worker()::sendSoon,
                directory,
                new JobFiles(directory.resolve("jobs"), "job", "3-2-"),
                new SharedClient(7, new SharedCalls(), ask -> {}, new Json(), () -> false),
                new JobTypeRegistry(List.of()));
    }

    @Test
    void fileOfTheJobHasANameThatNoOtherAttemptGives() throws IOException {
        Path file = unit.newFile("sum.txt");
        Files.writeString(file, "7");
        unit.files().sync();

        assertThat(file).isEqualTo(directory.resolve("jobs/job/3-2-sum.txt"));
        assertThat(unit.file("3-2-sum.txt")).isEqualTo(file);
    }

    @Test
    void fileThatWasNeverWrittenIsNotMissed() throws IOException {
        unit.newFile("sum.txt");

        unit.files().sync();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unit.file("3-2-sum.txt"))
                .withMessageContaining("no file '3-2-sum.txt'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "-a", "a b", "/etc/passwd"})
    void fileIsOfTheJobOnly(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> unit.newFile(name));
        assertThatIllegalArgumentException().isThrownBy(() -> unit.file(name));
    }

    @AfterEach
    void disconnect() throws IOException {
        assertThat(Thread.interrupted()).as("interrupted at the end").isFalse();
        channels.close();
    }

    @Test
    void progressInLoopIsThinnedOut() throws IOException {
        long began = System.nanoTime();
        for (int i = 1; i <= 1_000_000; i++) {
            unit.progress(i / 1e6);
        }
        long tenths = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) / 100;
        List<Double> told = told();
        assertThat(told).isNotEmpty().isSorted().doesNotHaveDuplicates();
        assertThat(told.get(0)).isEqualTo(1 / 1e6);
        assertThat((long) told.size()).isLessThanOrEqualTo(tenths + 1);
    }

    @Test
    void laterProgressIsToldAfterAWhile() throws IOException {
        unit.progress(0.1);
        double[] fraction = {0.1};
        await().pollInterval(20, TimeUnit.MILLISECONDS).until(() -> {
            fraction[0] += 0.001;
            unit.progress(fraction[0]);
            return fraction[0] > 0.12;
        });
        assertThat(told()).hasSizeGreaterThan(1);
    }

    @Test
    void fractionIsClampedAndNeverFalls() throws IOException {
        unit.progress(Double.NaN);
        unit.progress(-1);
        unit.progress(0);
        unit.progress(17);
        unit.progress(0.5);
        assertThat(told()).containsExactly(1.0);
    }

    @Test
    void nothingIsToldAfterTheEnd() throws IOException {
        unit.end();
        unit.progress(0.5);
        assertThat(told()).isEmpty();
    }

    @Test
    void cancelInterruptsTheRunningThread() {
        unit.cancel();
        assertThat(unit.cancelled()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void endClearsTheInterruptAndALateCancelDoesNothing() {
        unit.cancel();
        unit.end();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        unit.cancel();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void cancelThatComesLateIsNotSeen() {
        unit.end();
        unit.cancel();
        assertThat(unit.cancelled()).isFalse();
    }

    @Test
    void scratchDirectoryIsOneForTheUnit() {
        Path scratch = unit.scratchDirectory();
        assertThat(scratch).isEmptyDirectory().hasParent(directory).isEqualTo(unit.scratchDirectory());
    }

    @Test
    void overflowStopsTheRunningThread() {
        unit.overflow();
        assertThat(unit.overflowed()).isTrue();
        assertThat(unit.cancelled()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void scratchDirectoryThatIsNotAskedForIsNotMade() {
        unit.end();
        assertThat(directory).isEmptyDirectory();
    }

    /** What arrived until now. */
    private List<Double> told() throws IOException {
        channels.worker().send(new Message.Stop());
        List<Double> fractions = new ArrayList<>();
        for (Message each = channels.receive(); !(each instanceof Message.Stop); each = channels.receive()) {
            assertThat(each).isInstanceOfSatisfying(Message.Progress.class, progress -> {
                assertThat(progress.id()).isEqualTo(7);
                fractions.add(progress.fraction());
            });
        }
        return fractions;
    }
}
