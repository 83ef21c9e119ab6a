package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.util.ArrayList;
import java.util.List;

/** Keeps values in a list of its JVM's, for those who want to see that no two JVMs share one. */
public final class Remember implements Function {

    /** So many are kept, the latest, lest they fill the heap. */
    private static final int MOST = 100;

    private static final List<Object> KEPT = new ArrayList<>();

    /**
     * What this JVM has kept.
     *
     * @param values the earliest first, this call's last
     * @param worker name of the worker
     * @param pid its process id
     */
    public record Memory(List<Object> values, String worker, long pid) {}

    @Override
    public String name() {
        return "remember";
    }

    @Override
    public String description() {
        return "Adds a value to a list that its worker's JVM keeps, of up to the last 100, and gives back the list with the"
                + " worker's name and process id.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.any("value", "What is added."));
    }

    @Override
    public List<Object> example() {
        return List.of("a word");
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) {
        synchronized (KEPT) {
            KEPT.add(arguments.get(0));
            if (KEPT.size() > MOST) {
                KEPT.remove(0);
            }
            return new Memory(
                    List.copyOf(KEPT), context.worker(), ProcessHandle.current().pid());
        }
    }
}
