package dev.forkyard.pool.plugin;

import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.pool.plugin.PluginProbe.Contents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * What is known of JARs, by the SHA-256 of what they hold. What may not have been a JAR's fault is tried again, ever more
 * rarely; meanwhile one that has served, be it before a restart of the server, serves as it did. For use by one thread, which
 * never waits for a trial: one JAR that hangs does not keep the others waiting.
 */
final class Verdicts {

    private static final System.Logger LOG = System.getLogger(Verdicts.class.getName());

    private static final Duration RETRY = Duration.ofSeconds(10);

    /** Each wait for the next try is so many times as long as the one before. */
    private static final int SLOWER = 4;

    /** After so many tries without an answer in a row it is the JAR's fault. */
    private static final int MOST_TRIES = 4;

    private final PluginStore store;
    private final PluginProbe probe;
    private final Clock clock;
    private final Executor executor;
    private final Map<String, FutureTask<Contents>> trials = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    /** What JARs that are being tried for the first time held before a restart of the server. */
    private final Map<String, Contents> meanwhile = new HashMap<>();

    private final Map<String, Contents> known = new HashMap<>();
    private final Map<String, Doubt> doubts = new HashMap<>();

    /** @param executor runs the trials, each of which blocks */
    Verdicts(PluginStore store, PluginProbe probe, Clock clock, Executor executor) {
        this.store = store;
        this.probe = probe;
        this.clock = clock;
        this.executor = executor;
    }

    /**
     * Nothing final is known yet.
     *
     * @param unanswered how many tries in a row have given no answer
     * @param meanwhile what it is taken for
     */
    private record Doubt(int unanswered, Instant retryAt, Contents meanwhile) {}

    /**
     * What is in a JAR that is kept; its trial begins unless that is known, or has been in doubt a moment ago. While it is
     * tried for the first time: what was in it before a restart, or null.
     */
    @Nullable Contents of(String sha256) throws InterruptedException {
        Contents certain = known.get(sha256);
        if (certain != null) {
            return certain;
        }
        Doubt doubt = doubts.get(sha256);
        if (doubt != null && !isDue(doubt)) {
            return doubt.meanwhile;
        }
        asked.add(sha256);
        FutureTask<Contents> trial = trials.get(sha256);
        if (trial == null) {
            trial = new FutureTask<>(() -> probe.probe(store.jar(sha256)));
            executor.execute(trial);
            trials.put(sha256, trial);
            store.described(sha256).ifPresent(before -> meanwhile.put(sha256, before));
        }
        if (trial.isDone()) {
            trials.remove(sha256);
            return judged(sha256, trial, doubt);
        }
        return doubt == null ? meanwhile.get(sha256) : doubt.meanwhile;
    }

    /** Whether some JAR is being tried. */
    boolean isTrying() {
        return !trials.isEmpty();
    }

    /** The same of one that was asked for; null if it was not. */
    @Nullable Contents last(String sha256) {
        Doubt doubt = doubts.get(sha256);
        return doubt == null ? known.getOrDefault(sha256, meanwhile.get(sha256)) : doubt.meanwhile;
    }

    /** Whether something has been tried, or is to be tried again, by now. */
    boolean isDue() {
        return trials.values().stream().anyMatch(FutureTask::isDone)
                || doubts.entrySet().stream()
                        .anyMatch(each -> isDue(each.getValue()) && !trials.containsKey(each.getKey()));
    }

    private boolean isDue(Doubt doubt) {
        return !clock.instant().isBefore(doubt.retryAt);
    }

    /** Somebody has put the JAR there anew: if it is of no use, it is tried from the beginning. */
    void retry(String sha256) {
        doubts.remove(sha256);
        Contents contents = known.get(sha256);
        if (contents != null && contents.problem() != null) {
            known.remove(sha256);
        }
    }

    /** Forgets which of those that are being tried, or are to be tried again, nobody has asked for since this was last called. */
    void dropUnasked() {
        trials.forEach((sha256, trial) -> {
            if (!asked.contains(sha256)) {
                trial.cancel(true);
            }
        });
        trials.keySet().retainAll(asked);
        meanwhile.keySet().retainAll(trials.keySet());
        doubts.entrySet().removeIf(each -> isDue(each.getValue()) && !asked.contains(each.getKey()));
        asked.clear();
    }

    /** Forgets all others. */
    void keepOnly(Set<String> sha256s) {
        known.keySet().retainAll(sha256s);
        doubts.keySet().retainAll(sha256s);
    }

    private Contents judged(String sha256, FutureTask<Contents> trial, @Nullable Doubt before)
            throws InterruptedException {
        int unanswered = before == null ? 0 : before.unanswered;
        try {
            return settle(sha256, trial.get());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String problem = String.valueOf(cause == null ? null : cause.getMessage());
            if (cause instanceof PluginProbe.NotTriedException) {
                return doubt(sha256, unanswered, RETRY, "it could not be tried yet: " + problem);
            }
            if (!(cause instanceof PluginProbe.NoAnswerException)) {
                throw new IllegalStateException("The trial of a plug-in failed", cause);
            }
            if (unanswered + 1 >= MOST_TRIES) {
                return settle(sha256, Contents.broken(problem));
            }
            Duration wait = RETRY.multipliedBy((long) Math.pow(SLOWER, unanswered));
            String end = problem.endsWith(".") ? "" : ".";
            return doubt(sha256, unanswered + 1, wait, problem + end + " It is tried again.");
        }
    }

    private Contents settle(String sha256, Contents contents) {
        doubts.remove(sha256);
        known.put(sha256, contents);
        store.describe(sha256, contents);
        return contents;
    }

    private Contents doubt(String sha256, int unanswered, Duration wait, String problem) {
        Contents meanwhile = store.described(sha256).orElseGet(() -> Contents.broken(problem));
        if (meanwhile.problem() == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A plug-in that served before, with the job types {0}, serves as it did, though {1}",
                    meanwhile.jobTypes().stream().map(JobTypeDescription::name).toList(),
                    problem);
        }
        doubts.put(sha256, new Doubt(unanswered, clock.instant().plus(wait), meanwhile));
        return meanwhile;
    }
}
