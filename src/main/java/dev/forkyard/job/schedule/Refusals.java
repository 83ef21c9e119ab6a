package dev.forkyard.job.schedule;

import dev.forkyard.engine.Isolation;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which kinds of workers the engine had none of, when it was last asked. For use by one thread. */
final class Refusals {

    private static final String ANY = "";

    private final Map<Isolation, Set<String>> refused = new EnumMap<>(Isolation.class);

    Refusals() {
        for (Isolation each : Isolation.values()) {
            refused.put(each, new HashSet<>());
        }
    }

    /** @param generation of plug-ins that was asked for; empty: any would have done, so there is none with others either */
    void add(Isolation isolation, String generation) {
        of(isolation).add(generation);
    }

    /** Whether there is no use in asking for anything. */
    boolean isTotal() {
        return refused.values().stream().allMatch(each -> each.contains(ANY));
    }

    /** Whether a job has work for a worker that there may be. */
    boolean suit(JobRun run) {
        return suits(run, Isolation.FRESH) || suits(run, Isolation.POOLED);
    }

    /** The same of one that is isolated so. */
    boolean suits(JobRun run, Isolation isolation) {
        Set<String> none = of(isolation);
        boolean noneAtAll = isolation == Isolation.POOLED && none.contains(ANY);
        boolean there = !noneAtAll && !none.contains(run.spec().generation());
        return there && run.hasWork(isolation);
    }

    private Set<String> of(Isolation isolation) {
        return refused.getOrDefault(isolation, Set.of());
    }
}
