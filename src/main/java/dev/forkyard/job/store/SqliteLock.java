package dev.forkyard.job.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second server off a SQLite database, since each believes all unfinished jobs to be its own. Holds a lock on a file
 * beside the database until it is closed; the OS lets go of it when the process ends, however it ends.
 */
public final class SqliteLock implements AutoCloseable {

    private final @Nullable FileChannel channel;

    private SqliteLock(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks the database of that JDBC URL; for one that is not a SQLite file there is nothing to lock.
     *
     * @throws IllegalStateException if another server has it
     */
    public static SqliteLock acquire(String url) {
        Optional<Path> database = SqliteSettings.file(url);
        if (database.isEmpty()) {
            return new SqliteLock(null);
        }
        SqliteSettings.createDirectory(url);
        Path file = Path.of(database.get() + ".lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new IllegalStateException("Another server uses the database " + database.get()
                        + "; give this one a forkyard.data-directory of its own, or stop the other.");
            }
            return new SqliteLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + file, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
