package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.job.store.TaskLog;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTextTests {

    private static final List<TaskLog> LOGS =
            List.of(new TaskLog(0, "a\nb\r\n\nc"), new TaskLog(12, "d\n"), new TaskLog(13, "\n"));

    @Test
    void everyLineHasTheNumberOfItsTask() {
        assertThat(LogText.of(LOGS, Integer.MAX_VALUE)).isEqualTo("[0] a\n[0] b\n[0] \n[0] c\n[12] d\n[13] \n");
    }

    @Test
    void onlyTheLastLinesAreKept() {
        assertThat(LogText.of(LOGS, 3)).isEqualTo("[0] c\n[12] d\n[13] \n");
        assertThat(LogText.of(LOGS, 6)).isEqualTo(LogText.of(LOGS, 7));
    }

    @Test
    void nothingPrintedIsNoLine() {
        assertThat(LogText.of(List.of(), 5)).isEmpty();
    }
}
