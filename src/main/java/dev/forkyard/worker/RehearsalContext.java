package dev.forkyard.worker;

import dev.forkyard.task.TaskContext;
import java.nio.file.Path;

/**
 * What a task sees that belongs to no job: nobody hears of it, and its files go with the scratch directory.
 *
 * @param scratchDirectory emptied by the caller
 */
record RehearsalContext(Path scratchDirectory) implements TaskContext {

    private static final String NO_JOB = "00000000-0000-7000-8000-000000000000";

    @Override
    public String job() {
        return NO_JOB;
    }

    @Override
    public int index() {
        return 0;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public void progress(double fraction) {}

    @Override
    public boolean cancelled() {
        return Thread.currentThread().isInterrupted();
    }

    @Override
    public Path newFile(String name) {
        return file(name);
    }

    @Override
    public Path file(String name) {
        return scratchDirectory.resolve(name);
    }
}
