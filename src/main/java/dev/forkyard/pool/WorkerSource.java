package dev.forkyard.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.pool.plugin.Generation;
import dev.forkyard.process.TaskProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where worker JVMs come from: makes what all of them start from when the first is asked for, and again as long as that
 * fails. Safe for use by several threads; blocks its caller.
 */
final class WorkerSource {

    private final PoolProperties properties;
    private final boolean tellsCore;
    private final OomKills oomKills = new OomKills();

    @GuardedBy("this") private @Nullable RunDirectory runDirectory;

    @GuardedBy("this") private @Nullable WorkerLauncher launcher;

    @GuardedBy("this") private @Nullable Path archive;

    WorkerSource(PoolProperties properties, boolean tellsCore) {
        this.properties = properties;
        this.tellsCore = tellsCore;
    }

    /** A worker that has connected, and may not be warm yet. */
    Worker launch(Generation generation) throws WorkerStartException, InterruptedException {
        WorkerLauncher prepared;
        Path from;
        synchronized (this) {
            prepared = prepare();
            from = archive;
        }
        return prepared.launch(from, generation);
    }

    /** To be called about once a second, so that the OOM killer's deeds are known by the time. */
    void look() {
        Optional<String> unused = oomKills.recent();
    }

    /** Removes the directory of a worker that is gone. */
    void clear(Worker worker) {
        RunDirectory directory;
        synchronized (this) {
            directory = runDirectory;
        }
        if (directory != null) {
            directory.remove(worker.process().directory());
        }
    }

    /** Removes what all have left. */
    synchronized void close() {
        if (runDirectory != null) {
            runDirectory.delete();
        }
    }

    @GuardedBy("this") private WorkerLauncher prepare() throws WorkerStartException, InterruptedException {
        if (launcher != null) {
            return launcher;
        }
        try {
            RunDirectory directory =
                    runDirectory == null ? RunDirectory.create(properties.runDirectory()) : runDirectory;
            runDirectory = directory;
            TaskProcesses.killLeftovers();
            WorkerClassPath classPath = WorkerClassPath.prepare(properties.cacheDirectory(), properties.classPath());
            WorkerLauncher made = new WorkerLauncher(
                    new WorkerCommand(classPath, properties), properties, directory.path(), tellsCore, oomKills);
            archive = new ClassDataArchive(classPath, properties).prepare(made).orElse(null);
            launcher = made;
            return made;
        } catch (IOException e) {
            throw new WorkerStartException(
                    "What workers start from cannot be prepared: " + WorkerStartException.words(e), e);
        }
    }
}
