package dev.forkyard.job.schedule;

import dev.forkyard.engine.Usage;
import dev.forkyard.job.CoreShare;
import dev.forkyard.job.JobUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums up what a job's attempts took. For use by one thread. */
final class UsageSum {

    private final Map<Integer, Share> cores = new TreeMap<>();
    private long wallNanos;
    private long cpuNanos;

    UsageSum(JobUsage before) {
        wallNanos = before.taskWall().toNanos();
        cpuNanos = before.cpu().toNanos();
        before.cores().forEach(share -> cores.put(share.core(), new Share(share)));
    }

    void add(Usage attempt) {
        long wall = attempt.wall().toNanos();
        long cpu = attempt.cpu().toNanos();
        wallNanos += wall;
        cpuNanos += cpu;
        Integer core = attempt.core();
        if (core != null) {
            Share share = cores.computeIfAbsent(core, each -> new Share());
            share.tasks++;
            share.wallNanos += wall;
            share.cpuNanos += cpu;
        }
    }

    JobUsage total() {
        List<CoreShare> shares = new ArrayList<>(cores.size());
        cores.forEach((core, share) -> shares.add(
                new CoreShare(core, share.tasks, Duration.ofNanos(share.wallNanos), Duration.ofNanos(share.cpuNanos))));
        return new JobUsage(Duration.ofNanos(wallNanos), Duration.ofNanos(cpuNanos), shares);
    }

    /** What one core did, while it is being added up. */
    private static final class Share {

        private int tasks;
        private long wallNanos;
        private long cpuNanos;

        Share() {}

        Share(CoreShare before) {
            tasks = before.tasks();
            wallNanos = before.wall().toNanos();
            cpuNanos = before.cpu().toNanos();
        }
    }
}
