package dev.forkyard.worker;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of a plug-in, which runs with that plug-in's class loader as its thread's own, whoever applies it. */
record PluginFunction(Function function) implements Function {

    @Override
    public String name() {
        return function.name();
    }

    @Override
    public String description() {
        return function.description();
    }

    @Override
    public List<Parameter> parameters() {
        return function.parameters();
    }

    @Override
    public List<Object> example() {
        return function.example();
    }

    @Override
    public @Nullable Object apply(List<Object> arguments, TaskContext context) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(function.getClass().getClassLoader());
        try {
            return function.apply(arguments, context);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
