package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.Arithmetic;
import dev.forkyard.catalog.progress.TaskProgress;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Computes π to each of a list of precisions, one task for each.
 *
 * <p>π is truncated, not rounded, so every digit told is a digit of π. A job with one precision can be had as plain
 * text.
 */
public final class PiDigits implements JobType<PiDigits.Params, PiDigits.Task, PiDigits.Value> {

    /** All digits of one job together, which one worker has in memory when it combines them. */
    private static final int MOST_DIGITS = 10_000_000;

    private static final Duration WARM_UP = Duration.ofMillis(100);

    /** Where a library's speed begins to make up for calling it. */
    private static final int LEAST_GMP_DIGITS = 2500;

    /**
     * What to compute.
     *
     * @param precisions significant digits of each value, the leading 3 included, from 1 to 1 000 000; 10 000 000
     *     together
     * @param algorithm what computes all of them
     */
    public record Params(
            @Param(
                    description =
                            "Significant digits of each value, the leading 3 included; 10000000 together at most.",
                    min = 1,
                    max = 1_000_000,
                    minItems = 1,
                    maxItems = 1000)
            List<Integer> precisions,

            @Param(description = "The algorithm that computes the digits.", defaultValue = "chudnovsky")
            Algorithm algorithm) {

        public Params {
            precisions = List.copyOf(precisions);
        }
    }

    /** What π can be computed by. All give the same digits. */
    public enum Algorithm {
        /** The Chudnovsky brothers' series: 14.18 digits a term, the fastest for any precision. */
        CHUDNOVSKY("chudnovsky", new Chudnovsky()),
        /** Bailey, Borwein and Plouffe's series: 1.2 digits a term. */
        BBP("bbp", new BaileyBorweinPlouffe()),
        /** The arithmetic-geometric mean of Gauss and Legendre: twice the digits in every step. */
        GAUSS_LEGENDRE("gauss-legendre", new GaussLegendre()),
        /** A formula like Machin's, of four arctangents: up to 8.2 digits a term. */
        MACHIN("machin", new Machin());

        private final String text;
        private final PiSeries series;

        Algorithm(String text, PiSeries series) {
            this.text = text;
            this.series = series;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** One precision to compute. */
    public record Task(int precision, Algorithm algorithm) {}

    /**
     * π to one precision.
     *
     * @param precision significant digits, the leading 3 included
     * @param digits {@code 3}, a point if more digits follow, and these
     * @param algorithm what computed them
     * @param arithmetic what computed with the large integers: GMP with its version, or Java's {@code BigInteger}
     */
    public record Value(int precision, String digits, Algorithm algorithm, String arithmetic) {}

    /** The values, in the order in which their precisions were asked for. */
    public record Values(List<Value> values) {

        public Values {
            values = List.copyOf(values);
        }
    }

    @Override
    public String name() {
        return "pi-digits";
    }

    @Override
    public String description() {
        return "Decimal digits of π, truncated to each of a list of precisions; one task for each precision.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(
                new Example<>("three precisions", new Params(List.of(1000, 1500, 2000), Algorithm.BBP)),
                new Example<>("ten thousand digits", new Params(List.of(10_000), Algorithm.CHUDNOVSKY)));
    }

    @Override
    public List<Task> split(Params params) {
        long digits = params.precisions.stream().mapToLong(Integer::longValue).sum();
        if (digits > MOST_DIGITS) {
            throw new IllegalArgumentException(
                    "The precisions of one job may sum to " + MOST_DIGITS + ", but these sum to " + digits + ".");
        }
        return params.precisions.stream()
                .map(precision -> new Task(precision, params.algorithm))
                .toList();
    }

    @Override
    public Value run(Task task, TaskContext context) throws IOException, InterruptedException {
        Arithmetic arithmetic = task.precision < LEAST_GMP_DIGITS ? Arithmetic.java() : Arithmetic.fastest();
        String digits =
                new TruncatedPi(task.algorithm.series, arithmetic).digits(task.precision, TaskProgress.of(context));
        return new Value(task.precision, digits, task.algorithm, arithmetic.name());
    }

    /** Small values by each arithmetic, which finds the library besides. */
    @Override
    public void warmUp() throws IOException, InterruptedException {
        TaskProgress untold = TaskProgress.untold();
        long end = System.nanoTime() + WARM_UP.toNanos();
        while (System.nanoTime() < end) {
            new TruncatedPi(Algorithm.CHUDNOVSKY.series, Arithmetic.java()).digits(1000, untold);
            new TruncatedPi(Algorithm.CHUDNOVSKY.series, Arithmetic.fastest()).digits(LEAST_GMP_DIGITS, untold);
        }
    }

    @Override
    public JobResult combine(Params params, List<Value> results) {
        JobResult result = JobResult.of(new Values(results));
        return results.size() == 1
                ? result.with(new JobResult.Representation("text/plain", "/values/0/digits"))
                : result;
    }
}
