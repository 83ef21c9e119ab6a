package dev.forkyard.pool.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that people put JARs into. A file is taken once it has stayed the same from one look to the next, so that
 * one which is still being written is let alone. For use by one thread.
 */
final class PluginDirectory {

    /** At the first look, one that has not been touched for so long is taken at once. */
    private static final Duration OLD = Duration.ofSeconds(2);

    private static final long LARGEST = 1L << 30;
    private static final int MOST = 100;

    private final Path directory;
    private final PluginStore store;
    private final Map<String, Stamp> seen = new HashMap<>();
    private final Map<String, Taken> taken = new HashMap<>();
    private long arrivals;
    private boolean lookedBefore;
    private boolean unsettled;

    PluginDirectory(Path directory, PluginStore store) {
        this.directory = directory.toAbsolutePath().normalize();
        this.store = store;
    }

    /** What a file looked like from outside. */
    private record Stamp(
            long size, Instant modified, @Nullable Object key) {}

    /** That of no file. */
    private static final Stamp NEVER = new Stamp(-1, Instant.EPOCH, null);

    /** A file as it was taken, with its SHA-256, or why it could not be. */
    private record Taken(Stamp stamp, File file) {}

    /**
     * What is in a file.
     *
     * @param sha256 absent where it could not be read
     * @param problem absent where it could
     * @param arrival the number of its taking, which another gets that is put there in its place, though it hold the same
     */
    record File(@Nullable String sha256, @Nullable String problem, long arrival) {

        static File unread(String problem) {
            return new File(null, problem, 0);
        }
    }

    /**
     * The JARs there, by their names; without those that are just being written.
     *
     * @throws IOException if the directory cannot be read
     */
    SortedMap<String, File> look() throws IOException {
        SortedMap<String, File> files = new TreeMap<>();
        Map<String, Stamp> now = stamps();
        taken.keySet().retainAll(now.keySet());
        unsettled = false;
        now.forEach((name, stamp) -> {
            Taken before = taken.get(name);
            if ((before == null || !before.stamp.equals(stamp) || !isKept(before)) && hasSettled(name, stamp)) {
                Taken fresh = take(name, stamp);
                before = fresh == null ? before : fresh;
            }
            unsettled |= before == null || !before.stamp.equals(stamp);
            if (before != null) {
                taken.put(name, before);
                files.put(name, before.file);
            }
        });
        seen.clear();
        seen.putAll(now);
        lookedBefore = true;
        return files;
    }

    /** Somebody may have removed the copy. */
    private boolean isKept(Taken before) {
        String sha256 = before.file.sha256;
        return sha256 == null || Files.exists(store.jar(sha256));
    }

    /** Whether a file was let alone at the last look. */
    boolean isUnsettled() {
        return unsettled;
    }

    private boolean hasSettled(String name, Stamp stamp) {
        return lookedBefore
                ? stamp.equals(seen.get(name))
                : stamp.modified.isBefore(Instant.now().minus(OLD));
    }

    /** Null if it has changed meanwhile. One that cannot be read is tried again at each look. */
    private @Nullable Taken take(String name, Stamp stamp) {
        if (stamp.size > LARGEST) {
            return new Taken(stamp, File.unread("it is larger than " + (LARGEST >> 20) + " MB"));
        }
        try {
            String sha256 = store.take(directory.resolve(name));
            return stamp.equals(stamp(directory.resolve(name)))
                    ? new Taken(stamp, new File(sha256, null, ++arrivals))
                    : null;
        } catch (IOException e) {
            return new Taken(NEVER, File.unread("it cannot be copied: " + e));
        }
    }

    private Map<String, Stamp> stamps() throws IOException {
        List<Path> jars;
        try (Stream<Path> all = Files.list(directory)) {
            jars = all.filter(file -> isJar(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
        if (jars.size() > MOST) {
            throw new IOException("there are %d JARs, and may be %d".formatted(jars.size(), MOST));
        }
        Map<String, Stamp> stamps = new TreeMap<>();
        for (Path jar : jars) {
            Stamp stamp = stamp(jar);
            if (stamp != null) {
                stamps.put(jar.getFileName().toString(), stamp);
            }
        }
        return stamps;
    }

    private static boolean isJar(String name) {
        return name.endsWith(".jar") && !name.startsWith(".");
    }

    /** Null for what is no file. */
    private static @Nullable Stamp stamp(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.isRegularFile()
                    ? new Stamp(now.size(), now.lastModifiedTime().toInstant(), now.fileKey())
                    : null;
        } catch (IOException e) {
            return null; // It has just been removed, or leads nowhere.
        }
    }
}
