package dev.forkyard.catalog.progress;

import dev.forkyard.task.Counter;
import dev.forkyard.task.Function;
import dev.forkyard.task.TaskContext;
import dev.forkyard.task.TaskQueue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** A task context that records the progress told, and can be cancelled when it reaches a point. */
public final class ScriptedContext implements TaskContext {

    private final List<Double> progress = new ArrayList<>();
    private final DoubleConsumer onProgress;
    private LocalState shared = new LocalState();
    private @Nullable Path jobDirectory;
    private @Nullable Function function;
    private String prefix = "";
    private int index;
    private boolean forgets;
    private volatile boolean cancelled;

    public ScriptedContext() {
        this(fraction -> {});
    }

    public ScriptedContext(DoubleConsumer onProgress) {
        this.onProgress = onProgress;
    }

    public static ScriptedContext cancelledAt(double fraction) {
        ScriptedContext[] context = new ScriptedContext[1];
        context[0] = new ScriptedContext(reached -> context[0].cancelled |= reached >= fraction);
        return context[0];
    }

    public List<Double> progressTold() {
        return progress;
    }

    @Override
    public String job() {
        return "01980000-0000-7000-8000-000000000000";
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public String name() {
        return "task-0";
    }

    @Override
    public String worker() {
        return "worker-1";
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public void progress(double fraction) {
        if (!forgets) {
            progress.add(fraction);
        }
        onProgress.accept(fraction);
    }

    @Override
    public Function function(String name) {
        if (function == null) {
            throw new IllegalStateException("no test gave this task a function to apply");
        }
        return function;
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public Path newFile(String name) {
        return file(prefix + name);
    }

    @Override
    public Path file(String name) {
        if (jobDirectory == null) {
            throw new IllegalStateException("no test gave this task a directory for its job's files");
        }
        return jobDirectory.resolve(name);
    }

    @Override
    public Counter counter(String name) {
        return shared.counter(name);
    }

    @Override
    public TaskQueue queue(String name) {
        return shared.queue(name);
    }

    @Override
    public TaskQueue queue(String name, int capacity) {
        return shared.queue(name, capacity);
    }

    @Override
    public void message(Object value) {
        shared.message(value);
    }

    /** What it shares with the contexts that are given the same. */
    public LocalState shared() {
        return shared;
    }

    /** Has it share that with other contexts. */
    public ScriptedContext sharing(LocalState state) {
        shared = state;
        return this;
    }

    /** Has it be that of the task with this number. */
    public ScriptedContext of(int task) {
        index = task;
        return this;
    }

    /** Has it know this function, by any name. */
    public ScriptedContext calling(Function known) {
        function = known;
        return this;
    }

    /** Has it record nothing, so that it takes no memory. */
    public ScriptedContext forgetful() {
        forgets = true;
        return this;
    }

    /** Gives the task a directory for its job's files. */
    public ScriptedContext in(Path directory, String prefixOfNewFiles) {
        jobDirectory = directory;
        prefix = prefixOfNewFiles;
        return this;
    }

    @Override
    public Path scratchDirectory() {
        throw new UnsupportedOperationException("no built-in job type needs a scratch directory");
    }
}
