package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code test-sleep}: tasks that wait, tell their progress, use hardly any processor time, and stop when interrupted. Each
 * prints {@code sleeping} first and gives back its number; the job's result is {@code {"slept":[0,1,…]}}.
 */
public final class SleepTask implements JobType<SleepTask.Params, SleepTask.Params, Integer> {

    /** All but {@code count} matter to the single task. */
    public record Params(
            @Param(description = "How many tasks.", min = 1, max = 100_000, defaultValue = "1")
            int count,

            @Param(description = "How long each waits at most, in milliseconds.", min = 0, max = 3_600_000)
            long millis,

            @Param(description = "A file whose appearance ends all waiting.", maxLength = 1000)
            Optional<String> release) {}

    /** The numbers of the tasks. */
    public record Slept(List<Integer> slept) {}

    /** One task that waits so long. */
    public static Params millis(long millis) {
        return new Params(1, millis, Optional.empty());
    }

    /** One task that waits until that file is there. */
    public static Params until(Path release) {
        return new Params(1, 3_600_000, Optional.of(release.toString()));
    }

    @Override
    public String name() {
        return "test-sleep";
    }

    @Override
    public String description() {
        return "Waits.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("two naps", new Params(2, 10, Optional.empty())));
    }

    @Override
    public List<Params> split(Params params) {
        return Collections.nCopies(params.count(), params);
    }

    @Override
    public Integer run(Params params, TaskContext context) throws InterruptedException {
        System.out.println("sleeping");
        CountDownLatch never = new CountDownLatch(1);
        long began = System.nanoTime();
        long wanted = TimeUnit.MILLISECONDS.toNanos(params.millis());
        long waited = 0;
        while (waited < wanted && !isReleased(params)) {
            context.progress((double) waited / wanted);
            if (never.await(Math.min(wanted - waited, TimeUnit.MILLISECONDS.toNanos(5)), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("nobody counts down");
            }
            waited = System.nanoTime() - began;
        }
        context.progress(1);
        return context.index();
    }

    private static boolean isReleased(Params params) {
        return params.release().isPresent()
                && Files.exists(Path.of(params.release().get()));
    }

    @Override
    public JobResult combine(Params params, List<Integer> results) {
        return JobResult.of(new Slept(results));
    }
}
