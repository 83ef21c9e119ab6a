package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.util.List;

/** Tells which process runs it, in the task's log too. */
public final class WhoAmI implements Function {

    /**
     * What is told.
     *
     * @param task name of the task
     * @param worker name of the worker
     * @param pid its process id
     * @param ppid process id of its parent; 0 where the OS does not tell
     */
    public record Self(String text, String task, String worker, long pid, long ppid) {}

    @Override
    public String name() {
        return "whoami";
    }

    @Override
    public String description() {
        return "The names of the task and of the worker that run it, with the ids of the worker's process and of its parent;"
                + " printed too, after the text.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.string("text", "What is printed first, and told again."));
    }

    @Override
    public List<Object> example() {
        return List.of("calling fun");
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) {
        String text = (String) arguments.get(0);
        ProcessHandle self = ProcessHandle.current();
        long ppid = self.parent().map(ProcessHandle::pid).orElse(0L);
        System.out.println(text);
        System.out.println("parent process id: " + ppid);
        System.out.println("process id: " + self.pid());
        return new Self(text, context.name(), context.worker(), self.pid(), ppid);
    }
}
