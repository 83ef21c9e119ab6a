package dev.forkyard.job.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a data source needs so that SQLite keeps what it has committed and readers do not wait for the writer. */
public final class SqliteSettings {

    private static final String PREFIX = "jdbc:sqlite:";

    private SqliteSettings() {}

    /** Whether the JDBC URL is one of SQLite, so that these settings apply. */
    public static boolean applyTo(String url) {
        return url.startsWith(PREFIX);
    }

    /**
     * Properties that the driver must be given for every connection; without them a commit may be lost with the power,
     * deleted jobs leave their tasks behind, and a database that is busy for a moment is an error.
     *
     * <p>The transaction mode must stay DEFERRED: the driver begins the next transaction right after a commit, and an
     * immediate one would lock all others out while the writer idles.
     */
    public static Map<String, String> connectionProperties() {
        return Map.of(
                "journal_mode", "WAL",
                "synchronous", "FULL",
                "foreign_keys", "true",
                "busy_timeout", "10000",
                "transaction_mode", "DEFERRED",
                "jdbc.get_generated_keys", "false");
    }

    /** The file that the URL names; none for a database in memory, or of another kind. */
    public static Optional<Path> file(String url) {
        if (!applyTo(url)) {
            return Optional.empty();
        }
        String file = url.substring(PREFIX.length()).replaceFirst("\\?.*", "");
        boolean isPath = !file.isEmpty() && !file.startsWith(":") && !file.startsWith("file:");
        return isPath ? Optional.of(Path.of(file).toAbsolutePath().normalize()) : Optional.empty();
    }

    /** Creates the directory that the URL's file is to stand in, as SQLite itself does not. */
    public static void createDirectory(String url) {
        file(url).map(Path::getParent).ifPresent(directory -> {
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot create the directory " + directory, e);
            }
        });
    }
}
