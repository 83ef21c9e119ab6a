package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.process.LaidOutFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMemoryTests {

    private static final long MB = 1024 * 1024;
    private static final long PHYSICAL = 16_000 * MB;

    @TempDir
    private Path root;

    private LaidOutFiles files;

    @BeforeEach
    void layOut() {
        files = new LaidOutFiles(root);
    }

    @Test
    void machineWithoutControlGroupsHasAllItsMemory() {
        assertThat(read()).isEqualTo(new MachineMemory(PHYSICAL, "the machine has"));
    }

    @Test
    void limitOfOwnGroupHolds() {
        files.with("proc/self/cgroup", "0::/system.slice/forkyard.service\n")
                .with("sys/fs/cgroup/system.slice/memory.max", "max\n")
                .with("sys/fs/cgroup/system.slice/forkyard.service/memory.max", 2048 * MB + "\n");
        assertThat(read()).isEqualTo(new MachineMemory(2048 * MB, "the container allows"));
    }

    @Test
    void tighterLimitOfAnOuterGroupHolds() {
        files.with("proc/self/cgroup", "0::/a/b/c\n")
                .with("sys/fs/cgroup/a/memory.max", 1000 * MB + "\n")
                .with("sys/fs/cgroup/a/b/memory.max", "max\n")
                .with("sys/fs/cgroup/a/b/c/memory.max", 3000 * MB + "\n");
        assertThat(read().bytes()).isEqualTo(1000 * MB);
    }

    @Test
    void rootOfAContainersNamespaceHolds() {
        files.with("proc/self/cgroup", "0::/\n").with("sys/fs/cgroup/memory.max", 700 * MB + "\n");
        assertThat(read().bytes()).isEqualTo(700 * MB);
    }

    @Test
    void pathThatOnlyTheHostSeesFallsBackToTheMountsRoot() {
        files.with("proc/self/cgroup", "5:memory:/docker/0123abcd\n")
                .with("sys/fs/cgroup/memory/memory.limit_in_bytes", 600 * MB + "\n");
        assertThat(read().bytes()).isEqualTo(600 * MB);
    }

    @Test
    void pathThatLeadsOutOfTheMountFallsBackToItsRoot() {
        files.with("proc/self/cgroup", "0::/../other\n")
                .with("sys/fs/cgroup/memory.max", 500 * MB + "\n")
                .with("sys/fs/other/memory.max", "1\n");
        assertThat(read().bytes()).isEqualTo(500 * MB);
    }

    @Test
    void groupsOutsideTheProcessesOwnDoNotHold() {
        files.with("proc/self/cgroup", "0::/mine\n")
                .with("sys/fs/cgroup/mine/memory.max", "max\n")
                .with("sys/fs/cgroup/other/memory.max", "1\n")
                .with("sys/fs/cgroup/mine/below/memory.max", "1\n");
        assertThat(read().source()).isEqualTo("the machine has");
    }

    @Test
    void firstVersionsLimitHolds() {
        files.with("proc/self/cgroup", "9:name=systemd:/\n4:cpu,memory:/jobs/one\n1:memoryless:/bad\n")
                .with("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n")
                .with("sys/fs/cgroup/memory/jobs/memory.limit_in_bytes", 5000 * MB + "\n")
                .with("sys/fs/cgroup/memory/jobs/one/memory.limit_in_bytes", 4000 * MB + "\n");
        assertThat(read()).isEqualTo(new MachineMemory(4000 * MB, "the container allows"));
    }

    @Test
    void firstVersionsHierarchicalLimitHolds() {
        files.with("proc/self/cgroup", "4:memory:/\n")
                .with("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n")
                .with(
                        "sys/fs/cgroup/memory/memory.stat",
                        "cache 12\nhierarchical_memory_limit " + 900 * MB + "\nhierarchical_memsw_limit 1\n");
        assertThat(read().bytes()).isEqualTo(900 * MB);
    }

    @Test
    void hugeLimitIsNone() {
        files.with("proc/self/cgroup", "4:memory:/\n")
                .with("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(read().source()).isEqualTo("the machine has");
    }

    @Test
    void bothVersionsHoldWhereBothAreInUse() {
        files.with("proc/self/cgroup", "4:memory:/v1\n0::/v2\n")
                .with("sys/fs/cgroup/memory/v1/memory.limit_in_bytes", 2000 * MB + "\n")
                .with("sys/fs/cgroup/unified/v2/memory.max", 1500 * MB + "\n");
        assertThat(read().bytes()).isEqualTo(1500 * MB);
    }

    @Test
    void whatCannotBeUnderstoodLimitsNothing() {
        files.with("proc/self/cgroup", "\nnonsense\n0::/x\n").with("sys/fs/cgroup/x/memory.max", "");
        assertThat(read().source()).isEqualTo("the machine has");
    }

    @Test
    void thisMachineHasSome() {
        assertThat(MachineMemory.read().bytes()).isBetween(64 * MB, 1L << 46);
    }

    @Test
    void tooMuchIsExplainedWithTheSettingsToChange() {
        MemoryFit fit = new MachineMemory(2048 * MB, "the container allows").fit(2, 1, 0, 512 * MB, 6000 * MB);
        assertThat(fit)
                .isEqualTo(
                        new MemoryFit(
                                7536 * MB,
                                2048 * MB,
                                false,
                                "2 workers and 1 spare with 512 MB of heap each and the server's 6,000 MB need 7,536 MB, and the"
                                        + " container allows 2,048 MB: lower forkyard.pool.heap or forkyard.pool.size, or the server's own -Xmx."));
    }

    @Test
    void enoughIsExplainedWithoutAdvice() {
        assertThat(new MachineMemory(2048 * MB, "the machine has")
                        .fit(2, 1, 1, 512 * MB, 512 * MB)
                        .explanation())
                .startsWith("2 workers and 1 spare and 1 with earlier plug-ins with 512 MB of heap each")
                .contains("2,560 MB");
        MemoryFit fit = new MachineMemory(8192 * MB, "the machine has").fit(1, 0, 0, 512 * MB, 1024 * MB);
        assertThat(fit.fits()).isTrue();
        assertThat(fit.explanation())
                .isEqualTo(
                        "1 worker with 512 MB of heap each and the server's 1,024 MB need 1,536 MB, and the machine has 8,192 MB.");
    }

    @Test
    void exactlyEnoughFitsAndAByteMoreDoesNot() {
        MachineMemory memory = new MachineMemory(1024 * MB, "the machine has");
        assertThat(memory.fit(1, 1, 0, 256 * MB, 512 * MB).fits()).isTrue();
        MemoryFit over = memory.fit(1, 1, 0, 256 * MB, 512 * MB + 1);
        assertThat(over.fits()).isFalse();
        assertThat(over.explanation()).contains("need 1,025 MB, and the machine has 1,024 MB");
    }

    @Test
    void absurdHeapsDoNotOverflow() {
        MemoryFit fit = new MachineMemory(PHYSICAL, "the machine has").fit(1024, 64, 0, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(fit.fits()).isFalse();
        assertThat(fit.neededBytes()).isPositive();
    }

    private MachineMemory read() {
        return MachineMemory.read(PHYSICAL, files.proc(), files.mounts());
    }
}
