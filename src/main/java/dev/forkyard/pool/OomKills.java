package dev.forkyard.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the kernel's counters whether its OOM killer has struck since the last look. It may have struck a process of
 * somebody else's, the more so the farther from this process's own control group a counter is, so the nearest is told.
 * Safe for use by any thread.
 */
final class OomKills {

    private static final String KEY = "oom_kill";
    private static final Duration RECENT = Duration.ofSeconds(3);

    @GuardedBy("this") private final Map<Path, OptionalLong> counters = new LinkedHashMap<>();

    @GuardedBy("this") private @Nullable String latest;

    @GuardedBy("this") private long latestNanos;

    OomKills() {
        this(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    OomKills(Path proc, Path mounts) {
        MemoryGroups groups = MemoryGroups.find(proc, mounts);
        groups.unified().forEach(group -> readFirst(group.resolve("memory.events")));
        groups.legacy().forEach(group -> readFirst(group.resolve("memory.oom_control")));
        readFirst(proc.resolve("vmstat"));
    }

    /** The evidence, in a sentence without its full stop, if it has struck since the last call or the construction. */
    synchronized Optional<String> since() {
        Optional<String> evidence = Optional.empty();
        for (Map.Entry<Path, OptionalLong> counter : counters.entrySet()) {
            Path file = counter.getKey();
            OptionalLong before = counter.getValue();
            OptionalLong now = KernelFile.number(file, KEY);
            if (now.isEmpty()) {
                continue;
            }
            counter.setValue(now);
            if (evidence.isEmpty() && before.isPresent() && now.getAsLong() > before.getAsLong()) {
                evidence = Optional.of("the kernel's OOM killer struck meanwhile (%s: %s rose from %d to %d)"
                        .formatted(file, KEY, before.getAsLong(), now.getAsLong()));
            }
        }
        return evidence;
    }

    /** The same, and what was found up to a few seconds before: a worker's death may be looked into a little later. */
    synchronized Optional<String> recent() {
        long now = System.nanoTime();
        Optional<String> found = since();
        if (found.isPresent()) {
            latest = found.get();
            latestNanos = now;
        }
        return latest != null && now - latestNanos < RECENT.toNanos() ? Optional.of(latest) : Optional.empty();
    }

    private synchronized void readFirst(Path file) {
        counters.put(file, KernelFile.number(file, KEY));
    }
}
