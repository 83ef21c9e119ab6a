package dev.forkyard.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the kernel's OOM killer has struck, by the counters that it keeps: those of the control groups, and the machine's.
 * Safe for use by any thread.
 */
final class OomKills {

    private static final String KEY = "oom_kill";

    private final Cgroups groups;
    private final Path machine;

    @GuardedBy("this") private final Map<Path, Long> known = new HashMap<>();

    OomKills() {
        this(Cgroups.ofThisProcess(), Path.of("/proc/vmstat"));
    }

    OomKills(Cgroups groups, Path machine) {
        this.groups = groups;
        this.machine = machine;
        Optional<String> unused = since();
    }

    /** The evidence, as part of a sentence, if it has struck since this was asked last. */
    synchronized Optional<String> since() {
        Optional<String> evidence = Optional.empty();
        for (Path group : groups.directories()) {
            evidence = evidence.or(look(group.resolve("memory.events")));
            evidence = evidence.or(look(group.resolve("memory.oom_control")));
        }
        return evidence.or(look(machine));
    }

    @GuardedBy("this") private Supplier<Optional<String>> look(Path file) {
        var now = Cgroups.number(file, KEY);
        if (now.isEmpty()) {
            return Optional::empty;
        }
        Long before = known.put(file, now.getAsLong());
        return () -> before == null || before >= now.getAsLong()
                ? Optional.empty()
                : Optional.of("the kernel's OOM killer struck meanwhile (%s in %s rose from %d to %d)"
                        .formatted(KEY, file.getFileName(), before, now.getAsLong()));
    }
}
