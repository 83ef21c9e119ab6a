package dev.forkyard.job.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What tasks printed over all their attempts, by their numbers. */
public final class Printed {

    private Printed() {}

    public static Map<Integer, String> of(JobStore store, UUID job) {
        return of(store.logs(job, 0, Integer.MAX_VALUE));
    }

    public static Map<Integer, String> of(List<AttemptLog> logs) {
        Map<Integer, String> printed = new TreeMap<>();
        logs.forEach(log -> printed.merge(log.task(), log.text(), String::concat));
        return printed;
    }
}
