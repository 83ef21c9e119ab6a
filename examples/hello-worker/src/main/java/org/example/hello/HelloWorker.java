package org.example.hello;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.util.List;

/** Says where it is, works for a while, and tells which process that was: once for each name. */
public final class HelloWorker implements JobType<HelloWorker.Params, String, HelloWorker.Visit> {

    /** What a job is submitted with. */
    public record Params(
            @Param(description = "Names, each for a task of its own.", minItems = 1, maxItems = 1000, maxLength = 100)
            List<String> names) {}

    /** What a task gives back. */
    public record Visit(String name, long pid) {}

    /** What a job gives back. */
    public record Visits(List<Visit> visits) {}

    @Override
    public String name() {
        return "hello-worker";
    }

    @Override
    public String description() {
        return "Says where it is, sleeps for two seconds, and tells its process id; for each name in a task of its own.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("two workers", new Params(List.of("Worker-1", "Worker-2"))));
    }

    @Override
    public List<String> split(Params params) {
        return params.names();
    }

    @Override
    public Visit run(String name, TaskContext context) throws InterruptedException {
        System.out.println("In " + name);
        Thread.sleep(2000);
        return new Visit(name, ProcessHandle.current().pid());
    }

    @Override
    public JobResult combine(Params params, List<Visit> visits) {
        return JobResult.of(new Visits(visits));
    }
}
