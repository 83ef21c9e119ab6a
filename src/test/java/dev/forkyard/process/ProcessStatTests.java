package dev.forkyard.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessStatTests {

    @Test
    void fieldsAreRead() {
        assertThat(ProcessStat.parse(
                        "5079 (cat) R 5065 5065 2903 0 -1 4194304 103 0 0 0 11 22 33 44 20 0 1 0 362117 3133"))
                .isEqualTo(new ProcessStat(5079, 'R', 5065, 110, 362117));
    }

    @Test
    void nameMayHoldAnything() {
        assertThat(ProcessStat.parse("7 (a) R 1 (\n) Z 5 5 2903 0 -1 4 103 0 0 0 1 0 0 0 20 0 1 0 9 3133\n"))
                .isEqualTo(new ProcessStat(7, 'Z', 5, 1, 9));
    }

    @Test
    void endedProcessIsNotAlive() {
        assertThat(new ProcessStat(1, 'Z', 0, 0, 0).alive()).isFalse();
        assertThat(new ProcessStat(1, 'X', 0, 0, 0).alive()).isFalse();
        assertThat(new ProcessStat(1, 'T', 0, 0, 0).alive()).isTrue();
    }

    @Test
    void processThatIsGoneOrGoingIsNone(@TempDir Path root) {
        LaidOutFiles files = new LaidOutFiles(root).with("proc/8/stat", "");
        assertThat(ProcessStat.read(files.proc(), 7)).isNull();
        assertThat(ProcessStat.read(files.proc(), 8)).isNull();
    }
}
