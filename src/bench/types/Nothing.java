import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.util.List;
import java.util.stream.IntStream;

/** {@code bench-nothing}: so many tasks, each of which gives back its number, after a nap or an endless loop if told so. */
public final class Nothing implements JobType<Nothing.Params, Nothing.Task, Integer> {

    public record Params(
            @Param(description = "How many tasks.", min = 1, max = 1_000_000) int count,

            @Param(description = "How long each sleeps, in milliseconds; -1: it computes until it is interrupted.",
                    min = -1, max = 60_000, defaultValue = "0")
            long millis) {}

    public record Task(int number, long millis) {}

    public record Sum(long sum) {}

    @Override
    public String name() {
        return "bench-nothing";
    }

    @Override
    public String description() {
        return "Does nothing.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("three", new Params(3, 0)));
    }

    @Override
    public List<Task> split(Params params) {
        return IntStream.range(0, params.count())
                .mapToObj(number -> new Task(number, params.millis()))
                .toList();
    }

    @Override
    public Integer run(Task task, TaskContext context) throws Exception {
        while (task.millis() < 0 && !context.cancelled()) {
            Thread.onSpinWait();
        }
        if (task.millis() > 0) {
            Thread.sleep(task.millis());
        }
        return task.number();
    }

    @Override
    public JobResult combine(Params params, List<Integer> results) {
        return JobResult.of(new Sum(results.stream().mapToLong(Integer::longValue).sum()));
    }
}
