package dev.forkyard.pool;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The control groups that account for this process's memory, as directories: its own first, then those around it up to the
 * root of what is mounted, which in a container is the container's own.
 *
 * @param unified those of cgroup v2
 * @param legacy those of the memory controller of cgroup v1
 */
record MemoryGroups(List<Path> unified, List<Path> legacy) {

    private static final String CONTROLLER = "memory";

    MemoryGroups {
        unified = List.copyOf(unified);
        legacy = List.copyOf(legacy);
    }

    /** None where there is no {@code self/cgroup} in {@code proc}, or what it names is not mounted. */
    static MemoryGroups find(Path proc, Path mounts) {
        List<Path> unified = new ArrayList<>();
        List<Path> legacy = new ArrayList<>();
        for (String line : KernelFile.lines(proc.resolve("self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                continue;
            }
            if (parts[0].equals("0") && parts[1].isEmpty()) {
                // Where v1 is in use too, v2 is mounted beside its controllers.
                Path hybrid = mounts.resolve("unified");
                unified.addAll(upwards(Files.isDirectory(hybrid) ? hybrid : mounts, parts[2]));
            } else if (List.of(parts[1].split(",", -1)).contains(CONTROLLER)) {
                legacy.addAll(upwards(mounts.resolve(CONTROLLER), parts[2]));
            }
        }
        return new MemoryGroups(unified, legacy);
    }

    /** The path may lead out of the mount, or into what only the host sees; then the mount's root is the nearest. */
    private static List<Path> upwards(Path root, String path) {
        List<Path> groups = new ArrayList<>();
        for (Path group = resolve(root, path); group != null && group.startsWith(root); group = group.getParent()) {
            if (Files.isDirectory(group)) {
                groups.add(group);
            }
        }
        return groups;
    }

    private static Path resolve(Path root, String path) {
        try {
            Path group = root.resolve(path.replaceFirst("^/+", "")).normalize();
            return group.startsWith(root) ? group : root;
        } catch (InvalidPathException e) {
            return root; // Its name does not go into this JVM's encoding of file names.
        }
    }
}
