package dev.forkyard.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTests {

    @TempDir
    private Path root;

    private LaidOutFiles files;

    @BeforeEach
    void layOut() {
        files = new LaidOutFiles(root).with("proc/uptime", "1").with("proc/self/stat", "nonsense");
        process(1, 0, 100);
        process(10, 1, 7);
        process(11, 10, 20);
        process(12, 11, 300);
        process(20, 1, 4000);
    }

    @Test
    void onlyProcessesAreListed() {
        assertThat(ProcessTable.listPids(files.proc())).containsExactlyInAnyOrder(1L, 10L, 11L, 12L, 20L);
    }

    @Test
    void familyIsAllThatDescends() {
        assertThat(table().families(List.of(10L)))
                .extracting(ProcessStat::pid)
                .containsExactlyInAnyOrder(10L, 11L, 12L);
        assertThat(table().families(List.of(11L, 12L, 20L, 99L)))
                .extracting(ProcessStat::pid)
                .containsExactlyInAnyOrder(11L, 12L, 20L);
    }

    @Test
    void parentsThatMakeACircleEndTheWalk() {
        process(30, 31, 1);
        process(31, 30, 1);
        assertThat(table().families(List.of(30L))).hasSize(2);
    }

    @Test
    void processorTimeIsThatOfTheFamily() {
        assertThat(ProcessCpu.nanos(10, table())).isEqualTo(3_270_000_000L);
        assertThat(ProcessCpu.nanos(20, table())).isEqualTo(40_000_000_000L);
        assertThat(ProcessCpu.nanos(99, table())).isEqualTo(-1);
    }

    @Test
    void nothingIsListedWhereThereAreNoFiles() {
        assertThat(ProcessTable.listPids(root.resolve("none"))).isEmpty();
        assertThat(ProcessTable.read(root.resolve("none")).families(List.of(1L)))
                .isEmpty();
    }

    @Test
    void thisMachinesProcessesAreKnownWhereItTells() {
        assumeThat(Path.of("/proc/self/stat")).isReadable();
        long self = ProcessHandle.current().pid();
        assertThat(ProcessTable.current().orElseThrow().families(List.of(self)))
                .extracting(ProcessStat::pid)
                .contains(self);
    }

    private void process(long pid, long parent, long ticks) {
        files.with(
                "proc/" + pid + "/stat",
                "%d (p %d) S %d 0 0 0 -1 0 0 0 0 0 %d 0 0 0 20 0 1 0 5 0 0\n".formatted(pid, pid, parent, ticks));
    }

    private ProcessTable table() {
        return ProcessTable.read(files.proc());
    }
}
