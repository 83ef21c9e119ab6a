package dev.forkyard.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processor time of real processes. */
@Timeout(180)
class ProcessCpuIT {

    private static final long TENTH = Duration.ofMillis(100).toNanos();
    private static final String BURN = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; ";

    private final List<Process> started = new java.util.ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Test
    void busyProcessUsesMoreAndMore() throws IOException {
        long pid = start("while :; do :; done");
        await().until(() -> ProcessCpu.nanos(pid) > TENTH);
        long before = ProcessCpu.nanos(pid);
        await().until(() -> ProcessCpu.nanos(pid) > before + TENTH);
    }

    @Test
    void idleProcessUsesNearlyNothing() throws IOException {
        assertThat(ProcessCpu.nanos(start("exec sleep 600"))).isBetween(0L, TENTH);
    }

    @Test
    void timeOfItsChildrenCounts() throws IOException {
        long pid = start("(while :; do :; done) & wait");
        await().until(() -> ProcessCpu.nanos(pid) > TENTH);
    }

    @Test
    void timeOfItsEndedChildrenCounts() throws IOException {
        assumeThat(Path.of("/proc/self/stat")).isReadable();
        Process process = launch("(" + BURN + "); echo done; exec sleep 600");
        assertThat(process.inputReader().readLine()).isEqualTo("done");
        assertThat(process.descendants()).isEmpty();
        assertThat(ProcessCpu.nanos(process.pid())).isGreaterThan(TENTH / 2);
    }

    @Test
    void severalAreReadAtOnceAndWhatIsGoneIsUnknown() throws Exception {
        Process gone = launch("exit 0");
        gone.waitFor();
        long idle = start("exec sleep 600");
        long self = ProcessHandle.current().pid();
        assertThat(ProcessCpu.nanos(List.of(idle, self, gone.pid())))
                .containsOnlyKeys(idle, self, gone.pid())
                .containsEntry(gone.pid(), -1L)
                .hasEntrySatisfying(self, nanos -> assertThat(nanos).isGreaterThan(TENTH));
    }

    @Test
    void withoutTheKernelsFilesTheJvmTells() throws IOException {
        long pid = start("(while :; do :; done) & wait");
        await().until(() -> ProcessCpu.portableNanos(pid) > TENTH);
    }

    private long start(String script) throws IOException {
        return launch(script).pid();
    }

    private Process launch(String script) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", script).start();
        started.add(process);
        return process;
    }
}
