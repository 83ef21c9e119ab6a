package dev.forkyard.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory of one run of the service, for the workers' sockets and scratch directories; only this user can enter it.
 * It lies among the system's temporary files, since the path of a socket must be short, and bears the server's process id,
 * so that a later run can tell and remove what a killed one left.
 */
final class RunDirectory {

    private static final System.Logger LOG = System.getLogger(RunDirectory.class.getName());
    private static final String PREFIX = "forkyard-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-.*");

    private final Path path;

    private RunDirectory(Path path) {
        this.path = path;
    }

    static RunDirectory create() throws IOException {
        // createTempDirectory makes it for the owner alone, where the file system knows owners.
        Path path = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
        removeLeftovers(Objects.requireNonNull(path.getParent()));
        return new RunDirectory(path);
    }

    Path path() {
        return path;
    }

    void delete() {
        remove(path);
    }

    /** Removes a directory with all in it; what resists is told in the log. */
    void remove(Path directory) {
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Cannot remove {0}: {1}", directory, e.toString());
        }
    }

    /** As far as this user may: what others left is theirs, and is no reason not to start. */
    private static void removeLeftovers(Path parent) {
        List<Path> leftovers;
        try (Stream<Path> all = Files.list(parent)) {
            leftovers = all.filter(RunDirectory::isLeftover).toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Cannot look for leftovers in {0}: {1}", parent, e.toString());
            return;
        }
        for (Path each : leftovers) {
            try {
                Directories.delete(each);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "Cannot remove {0}: {1}", each, e.toString());
            }
        }
    }

    private static boolean isLeftover(Path path) {
        Matcher matcher = NAME.matcher(path.getFileName().toString());
        if (!matcher.matches()) {
            return false;
        }
        Optional<ProcessHandle> owner = ProcessHandle.of(Long.parseLong(matcher.group(1)));
        return owner.isEmpty() || !owner.get().isAlive();
    }
}
