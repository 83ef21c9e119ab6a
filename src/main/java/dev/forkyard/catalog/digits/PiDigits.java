package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.Arithmetic;
import dev.forkyard.catalog.progress.TaskProgress;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobResult.Representation;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes π to each of a list of precisions: one task for each small one, many for a large one.
 *
 * <p>π is truncated, not rounded, so every digit told is a digit of π. Every result can be had as plain text, each value on
 * a line of its own.
 */
public final class PiDigits implements JobType<PiDigits.Params, DigitsTask, Piece> {

    private static final Duration WARM_UP = Duration.ofMillis(1500);

    /** Enough for large products, quotients and roots to be made as they are made of many more digits. */
    private static final int LARGE_WARM_UP = 500_000;

    /**
     * What to compute.
     *
     * @param precisions significant digits of each value, the leading 3 included, from 1 to 100 000 000, and not more
     *     together; the largest one less where a worker's memory is too small for it
     * @param algorithm what computes all of them
     */
    public record Params(
            @Param(
                    description = "Significant digits of each value, the leading 3 included.",
                    min = 1,
                    max = 100_000_000,
                    maxSum = 100_000_000,
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

        PiSeries series() {
            return series;
        }

        /** The series, of an algorithm whose series is a sum. */
        SummedSeries<?> summedSeries() {
            return (SummedSeries<?>) series;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * π to one precision.
     *
     * @param precision significant digits, the leading 3 included
     * @param digits {@code 3}, a point if more digits follow, and these; absent where all values together have many, and
     *     are had as text
     * @param algorithm what computed them
     * @param arithmetic what computed with the large integers: GMP with its version, or Java's {@code BigInteger}
     * @param sha256 hexadecimal SHA-256 of the digits, the point included
     * @param offset where the digits begin in the text of all values; absent where they are told
     */
    public record Value(
            int precision,
            Optional<String> digits,
            Algorithm algorithm,
            String arithmetic,
            String sha256,
            Optional<Long> offset) {}

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
        return "Decimal digits of π, truncated to each of a list of precisions; one task for each, or many for a large one.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(
                new Example<>("three precisions", new Params(List.of(1000, 1500, 2000), Algorithm.BBP)),
                new Example<>("ten thousand digits", new Params(List.of(10_000), Algorithm.CHUDNOVSKY)));
    }

    @Override
    public Map<String, String> details() {
        return Map.of(
                "arithmetic",
                Arithmetic.fastest().name(),
                "largeProducts",
                Arithmetic.fastest().largeProducts());
    }

    @Override
    public Map<String, Long> limits() {
        return Map.of("precisions", DigitsMemory.mostDigits());
    }

    @Override
    public List<DigitsTask> split(Params params) {
        return DigitsPlan.of(params.precisions, params.algorithm);
    }

    @Override
    public List<Integer> needs(DigitsTask task) {
        return task.needs();
    }

    @Override
    public double weight(DigitsTask task) {
        return task.weight();
    }

    @Override
    public Piece run(DigitsTask task, TaskContext context) throws IOException, InterruptedException {
        return run(task, List.of(), context);
    }

    @Override
    public Piece run(DigitsTask task, List<Piece> needed, TaskContext context)
            throws IOException, InterruptedException {
        return new DigitsSteps().perform(task, needed, context);
    }

    @Override
    public JobResult combine(Params params, List<Piece> results) {
        Piece last = results.get(results.size() - 1);
        if (last.entries().isEmpty()) {
            return told(params, results);
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < params.precisions.size(); i++) {
            Piece.Entry entry = last.entries().get(i);
            values.add(new Value(
                    params.precisions.get(i),
                    Optional.empty(),
                    params.algorithm,
                    entry.arithmetic(),
                    entry.sha256(),
                    Optional.of(entry.offset())));
        }
        return JobResult.of(new Values(values))
                .with(Representation.ofFile("text/plain", last.file().orElseThrow()));
    }

    /** The result whose JSON has the digits themselves. */
    private static JobResult told(Params params, List<Piece> pieces) {
        List<Value> values = pieces.stream()
                .map(piece -> new Value(
                        piece.precision(),
                        piece.digits(),
                        params.algorithm,
                        piece.arithmetic(),
                        DigitsText.sha256(piece.digits().orElseThrow()),
                        Optional.empty()))
                .toList();
        return JobResult.of(new Values(values)).with(Representation.ofString("text/plain", "/values/*/digits"));
    }

    /** Below and above the precision from which on a library computes. */
    @Override
    public List<Params> rehearsals() {
        List<Integer> small = List.of(500, 1700, 3000);
        return List.of(new Params(small, Algorithm.BBP), new Params(small, Algorithm.CHUDNOVSKY));
    }

    /** Finds the library, and has large values computed as many more digits would be. */
    @Override
    public void warmUp() throws IOException, InterruptedException {
        Arithmetic.fastest().warmUp();
        long end = System.nanoTime() + WARM_UP.toNanos();
        while (System.nanoTime() < end) {
            new TruncatedPi(Algorithm.CHUDNOVSKY.series, Arithmetic.fastest())
                    .digits(LARGE_WARM_UP, TaskProgress.untold());
        }
    }
}
