package dev.forkyard.job.schedule;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the tasks that wait for what their job's other tasks can never do. For use by the scheduler's thread. */
final class WaitsInVain {

    private WaitsInVain() {}

    /**
     * Has such waits end. First of the jobs that come to nothing by themselves; only where there are none, of one that gets
     * no worker since the tasks of others hold them all and wait as well. Its workers may be what the others need.
     *
     * @param capacity how many workers there are
     */
    static void fail(Collection<JobRun> runs, int capacity) {
        List<JobRun> waiting = runs.stream()
                .filter(run -> run.shared().waiting() > 0)
                .sorted(Comparator.comparing(JobRun::submittedAt).reversed())
                .toList();
        boolean any = false;
        for (JobRun run : waiting) {
            any |= run.isExhausted(capacity) && fail(run);
        }
        if (!any && waiting.size() > 1) {
            int all = waiting.stream().mapToInt(run -> run.shared().waiting()).sum();
            boolean unused = waiting.stream()
                    .anyMatch(run ->
                            run.isExhausted(capacity - (all - run.shared().waiting())) && fail(run));
        }
    }

    private static boolean fail(JobRun run) {
        return run.shared().failWaits(run.leased().size());
    }
}
