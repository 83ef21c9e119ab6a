package dev.forkyard.jobtypes;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits until a file is there, so that a test decides when a call ends. */
public final class AwaitFile implements Function {

    @Override
    public String name() {
        return "test-await-file";
    }

    @Override
    public String description() {
        return "The path of a file, once that is there.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.string("path", "The file."));
    }

    @Override
    public List<Object> example() {
        return List.of("/");
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) throws InterruptedException {
        Path file = Path.of((String) arguments.get(0));
        while (!Files.exists(file)) {
            new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
        }
        return arguments.get(0);
    }
}
