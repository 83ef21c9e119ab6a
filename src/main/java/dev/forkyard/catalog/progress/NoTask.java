package dev.forkyard.catalog.progress;

import dev.forkyard.task.TaskContext;
import java.nio.file.Path;

/** What a computation runs in that is no task's. */
final class NoTask implements TaskContext {

    @Override
    public String job() {
        throw new UnsupportedOperationException("no task");
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
        return false;
    }

    @Override
    public Path newFile(String name) {
        throw new UnsupportedOperationException("no task");
    }

    @Override
    public Path file(String name) {
        throw new UnsupportedOperationException("no task");
    }

    @Override
    public Path scratchDirectory() {
        throw new UnsupportedOperationException("no task");
    }
}
