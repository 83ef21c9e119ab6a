package dev.forkyard.job.schedule;

import dev.forkyard.engine.Usage;
import dev.forkyard.job.CoreShare;
import dev.forkyard.job.JobUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums up what a job's attempts took. For use by one thread. */
final class UsageSum {

    private final Map<Integer, CoreShare> cores = new TreeMap<>();
    private Duration wall;
    private Duration cpu;

    UsageSum(JobUsage before) {
        wall = before.taskWall();
        cpu = before.cpu();
        before.cores().forEach(share -> cores.put(share.core(), share));
    }

    void add(Usage attempt) {
        wall = wall.plus(attempt.wall());
        cpu = cpu.plus(attempt.cpu());
        Integer core = attempt.core();
        if (core != null) {
            CoreShare share = cores.getOrDefault(core, new CoreShare(core, 0, Duration.ZERO, Duration.ZERO));
            cores.put(core, share.plus(attempt.wall(), attempt.cpu()));
        }
    }

    JobUsage total() {
        return new JobUsage(wall, cpu, List.copyOf(cores.values()));
    }
}
