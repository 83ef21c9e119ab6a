package dev.forkyard.catalog.montecarlo;

import dev.forkyard.catalog.progress.TaskProgress;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Estimates π by the share of random points in a square that fall in the disc that touches its sides.
 *
 * <p>Each task draws from random streams of its own, which the seed and the task's number alone determine. So the same
 * seed and samples give the same result to the last bit, on any number of workers and any processor.
 */
public final class PiMonteCarlo implements JobType<PiMonteCarlo.Params, PiMonteCarlo.Task, PiMonteCarlo.Count> {

    /** About ten milliseconds' work: much next to what a task costs, little next to what a job takes. */
    private static final long TASK_SAMPLES = 1 << 25;

    private static final int MOST_TASKS = 256;

    private final FasterKernel kernel = FasterKernel.ofThisJvm();

    /**
     * What to draw.
     *
     * @param samples random points, from 1 to 10<sup>12</sup>
     * @param seed any long; if absent, one from 0 to 2<sup>53</sup> - 1 is drawn, which every JSON reader can hold
     */
    public record Params(
            @Param(description = "Random points to draw.", min = 1, max = 1_000_000_000_000L)
            long samples,

            @Param(description = "What determines the random points; if absent, one is drawn and told in the result.")
            Optional<Long> seed) {}

    /** The first points of one of the seed's blocks, which are numbered from 0. */
    public record Task(long seed, long block, long samples) {}

    /** How many of a task's points were inside; the seed is handed on because it may have been drawn. */
    public record Count(long seed, long samples, long inside) {}

    /**
     * What the points tell of π.
     *
     * @param estimate 4 · inside / samples; too low by 1.7e-11 on average, since coordinates have 26 bits
     * @param inside points in the disc
     * @param samples points drawn
     * @param standardError of the estimate: 4 √(p(1-p)/samples) with p = inside / samples; 0 if all points were
     *     inside, or none
     * @param confidence95 the lowest and the highest π that the points agree with at the 95 % level: Wilson's score
     *     interval, which for many points is the estimate ± 1.96 standard errors, and never a point
     * @param seed what gives the same points again
     * @param parts what each task counted, in task order
     */
    public record Estimate(
            double estimate,
            long inside,
            long samples,
            double standardError,
            List<Double> confidence95,
            long seed,
            List<Part> parts) {

        public Estimate {
            confidence95 = List.copyOf(confidence95);
            parts = List.copyOf(parts);
        }
    }

    /** What one task counted. */
    public record Part(long samples, long inside) {}

    @Override
    public String name() {
        return "pi-monte-carlo";
    }

    @Override
    public String description() {
        return "An estimate of π from random points, with its error; one seed gives the same estimate on any pool.";
    }

    @Override
    public List<Params> rehearsals() {
        return List.of(new Params(1_000_000, Optional.of(42L)));
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(
                new Example<>("a hundred million points", new Params(100_000_000, Optional.of(42L))),
                new Example<>("a million points, seed drawn", new Params(1_000_000, Optional.empty())));
    }

    /** {@inheritDoc} A seed that the params do not give is drawn here, once for the whole job. */
    @Override
    public List<Task> split(Params params) {
        long seed = params.seed.orElseGet(() -> new SecureRandom().nextLong() >>> 11);
        List<Long> parts = Shares.of(params.samples, TASK_SAMPLES, MOST_TASKS, Lanes.COUNT);
        return IntStream.range(0, parts.size())
                .mapToObj(block -> new Task(seed, block, parts.get(block)))
                .toList();
    }

    @Override
    public Count run(Task task, TaskContext context) throws InterruptedException {
        long inside = Disc.inside(kernel, task.seed, task.block, task.samples, TaskProgress.of(context));
        return new Count(task.seed, task.samples, inside);
    }

    /** {@inheritDoc} Finds out which kernel is the faster in this JVM. */
    @Override
    public void warmUp() throws InterruptedException {
        kernel.warmUp();
    }

    @Override
    public JobResult combine(Params params, List<Count> results) {
        long samples = results.stream().mapToLong(Count::samples).sum();
        long inside = results.stream().mapToLong(Count::inside).sum();
        var share = new Proportion(inside, samples);
        return JobResult.of(new Estimate(
                4 * share.estimate(),
                inside,
                samples,
                4 * share.standardError(),
                share.confidence95().stream().map(bound -> 4 * bound).toList(),
                results.get(0).seed,
                results.stream()
                        .map(count -> new Part(count.samples, count.inside))
                        .toList()));
    }
}
