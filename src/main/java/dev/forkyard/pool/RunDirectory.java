package dev.forkyard.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one run of the service, for the workers' sockets and scratch directories; only this user can enter it.
 * It lies among the system's temporary files unless another place is set, and bears the server's process id,
 * so that a later run can tell and remove what a killed one left.
 */
final class RunDirectory {

    private static final System.Logger LOG = System.getLogger(RunDirectory.class.getName());
    private static final String LONGEST_SOCKET = "99999999/socket";

    /** What the operating systems allow differs: 108 bytes on Linux, 104 on macOS, each with a zero at the end. */
    private static final int LONGEST_SOCKET_PATH = 103;

    private static final String PREFIX = "forkyard-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-.*");

    private final Path path;

    private RunDirectory(Path path) {
        this.path = path;
    }

    /** @param wanted where it is to be made; null: among the system's temporary files */
    static RunDirectory create(@Nullable Path wanted) throws IOException {
        Path parent = wanted == null ? Path.of(System.getProperty("java.io.tmpdir")) : wanted;
        Path absolute = parent.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        // createTempDirectory makes it for the owner alone, where the file system knows owners.
        Path path = Files.createTempDirectory(
                absolute, PREFIX + ProcessHandle.current().pid() + "-");
        int length = path.resolve(LONGEST_SOCKET).toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_SOCKET_PATH) {
            Directories.delete(path);
            throw new IOException("the paths of sockets below %s would have %d bytes, and may have %d;"
                            .formatted(absolute, length, LONGEST_SOCKET_PATH)
                    + " set forkyard.pool.run-directory to a shorter one");
        }
        removeLeftovers(absolute);
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
