package dev.forkyard.pool.plugin;

import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.pool.plugin.PluginProbe.Contents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of JARs, by the SHA-256 of what they hold. What may not have been a JAR's fault is tried again, ever more
 * rarely; meanwhile one that has served, be it before a restart of the server, serves as it did. For use by one thread.
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
    private final Map<String, Contents> known = new HashMap<>();
    private final Map<String, Doubt> doubts = new HashMap<>();

    Verdicts(PluginStore store, PluginProbe probe, Clock clock) {
        this.store = store;
        this.probe = probe;
        this.clock = clock;
    }

    /**
     * Nothing final is known yet.
     *
     * @param unanswered how many tries in a row have given no answer
     * @param meanwhile what it is taken for
     */
    private record Doubt(int unanswered, Instant retryAt, Contents meanwhile) {}

    /** What is in a JAR that is kept; it is tried unless that is known, or has been in doubt a moment ago. */
    Contents of(String sha256) throws InterruptedException {
        Contents certain = known.get(sha256);
        if (certain != null) {
            return certain;
        }
        Doubt doubt = doubts.get(sha256);
        return doubt == null || isDue(doubt) ? tried(sha256, doubt) : doubt.meanwhile;
    }

    /** The same of one that was asked for; null if it was not. */
    @Nullable Contents last(String sha256) {
        Doubt doubt = doubts.get(sha256);
        return doubt == null ? known.get(sha256) : doubt.meanwhile;
    }

    /** Whether something is to be tried again by now. */
    boolean isDue() {
        return doubts.values().stream().anyMatch(this::isDue);
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

    /** Forgets which of those that are to be tried again nobody has asked for in time. */
    void dropDue() {
        doubts.values().removeIf(this::isDue);
    }

    /** Forgets all others. */
    void keepOnly(Set<String> sha256s) {
        known.keySet().retainAll(sha256s);
        doubts.keySet().retainAll(sha256s);
    }

    private Contents tried(String sha256, @Nullable Doubt before) throws InterruptedException {
        int unanswered = before == null ? 0 : before.unanswered;
        try {
            return settle(sha256, probe.probe(store.jar(sha256)));
        } catch (PluginProbe.NotTriedException e) {
            return doubt(sha256, unanswered, RETRY, "it could not be tried yet: " + e.getMessage());
        } catch (PluginProbe.NoAnswerException e) {
            String problem = String.valueOf(e.getMessage());
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
