package org.example.hello;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.util.List;
import java.util.Locale;

/** A function for map, starmap and batch. */
public final class Shout implements Function {

    @Override
    public String name() {
        return "shout";
    }

    @Override
    public String description() {
        return "A text in capital letters, with an exclamation mark.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.string("text", "What is shouted."));
    }

    @Override
    public List<Object> example() {
        return List.of("hello");
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) {
        return ((String) arguments.get(0)).toUpperCase(Locale.ROOT) + "!";
    }
}
