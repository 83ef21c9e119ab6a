package dev.forkyard.api;

import dev.forkyard.job.store.AttemptLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Writes logs as text: each line that a task printed on a line of its own, after the number of the task and the name that it was given. */
final class LogText {

    private LogText() {}

    /**
     * @param names those that tasks were given, by their numbers
     * @param most how many lines to keep, the last ones
     */
    static String of(List<AttemptLog> logs, Map<Integer, String> names, int most) {
        Deque<String> lines = new ArrayDeque<>();
        for (AttemptLog log : logs) {
            String name = names.get(log.task());
            String prefix = name == null ? "[" + log.task() + "] " : "[" + log.task() + " " + name + "] ";
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
