package dev.forkyard.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The control groups that limit this process's memory, its own first and then those around it, as cgroups(7) has them in
 * versions 1 and 2. Empty where there are none.
 *
 * @param directories one for each group that can be seen
 */
record Cgroups(List<Path> directories) {

    Cgroups {
        directories = List.copyOf(directories);
    }

    static Cgroups ofThisProcess() {
        return of(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
    }

    /**
     * @param membership the file that tells which groups the process is in
     * @param mount where the groups are mounted
     */
    static Cgroups of(Path membership, Path mount) {
        List<Path> found = new ArrayList<>();
        for (String line : lines(membership)) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].equals("memory")) {
                climb(mount.resolve("memory"), parts[2], found);
            } else if (parts.length == 3 && parts[0].equals("0") && parts[1].isEmpty()) {
                climb(mount, parts[2], found);
                climb(mount.resolve("unified"), parts[2], found);
            }
        }
        return new Cgroups(found);
    }

    /** In a container the path may be one that only its host can see; the root is the container's own group then. */
    private static void climb(Path root, String group, List<Path> found) {
        Path at = root.resolve(group.replaceFirst("^/+", "")).normalize();
        while (at.startsWith(root)) {
            if (Files.isDirectory(at)) {
                found.add(at);
            }
            at = at.equals(root) ? Path.of("/") : at.getParent();
            if (at == null || at.equals(Path.of("/"))) {
                return;
            }
        }
    }

    /** The number that a file of a group holds, if it is there and holds one; {@code max} is none. */
    static OptionalLong number(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? OptionalLong.empty() : parse(lines.get(0));
    }

    /** The number that stands behind a key in a file of a group. */
    static OptionalLong number(Path file, String key) {
        return lines(file).stream()
                .filter(line -> line.startsWith(key + " "))
                .map(line -> parse(line.substring(key.length() + 1)))
                .findFirst()
                .orElseGet(OptionalLong::empty);
    }

    private static OptionalLong parse(@Nullable String text) {
        return text != null && text.strip().matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(text.strip()))
                : OptionalLong.empty();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
