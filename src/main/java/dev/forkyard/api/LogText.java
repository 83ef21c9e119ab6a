package dev.forkyard.api;

import dev.forkyard.job.store.TaskLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Writes logs as text: each line that a task printed on a line of its own, after the number of the task. */
final class LogText {

    private LogText() {}

    /** @param most how many lines to keep, the last ones */
    static String of(List<TaskLog> logs, int most) {
        Deque<String> lines = new ArrayDeque<>();
        for (TaskLog log : logs) {
            String prefix = "[" + log.task() + "] ";
            log.text().lines().forEach(line -> {
                lines.add(prefix + line);
                if (lines.size() > most) {
                    lines.remove();
                }
            });
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
