package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.job.store.AttemptLog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogTextTests {

    private static final List<AttemptLog> LOGS = List.of(
            new AttemptLog(0, 1, 1, "a\nb\r\n\nc"), new AttemptLog(12, 1, 1, "d\n"), new AttemptLog(13, 1, 1, "\n"));

    @Test
    void everyLineHasTheNumberOfItsTask() {
        assertThat(LogText.of(LOGS, Map.of(), Integer.MAX_VALUE))
                .isEqualTo("[0] a\n[0] b\n[0] \n[0] c\n[12] d\n[13] \n");
    }

    @Test
    void onlyTheLastLinesAreKept() {
        assertThat(LogText.of(LOGS, Map.of(), 3)).isEqualTo("[0] c\n[12] d\n[13] \n");
        assertThat(LogText.of(LOGS, Map.of(), 6)).isEqualTo(LogText.of(LOGS, Map.of(), 7));
    }

    @Test
    void nothingPrintedIsNoLine() {
        assertThat(LogText.of(List.of(), Map.of(), 5)).isEmpty();
    }

    @Test
    void nameThatATaskWasGivenFollowsItsNumber() {
        assertThat(LogText.of(LOGS, Map.of(12, "Worker 1", 14, "none"), 2)).isEqualTo("[12 Worker 1] d\n[13] \n");
    }
}
