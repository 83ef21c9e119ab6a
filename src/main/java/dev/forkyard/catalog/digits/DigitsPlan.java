package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.digits.PiDigits.Algorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Plans the steps that a job {@code pi-digits} takes; how, depends on what is asked for alone.
 *
 * <p>A task's weight is what it takes if a product of two numbers of n digits takes n log n; the factors are measured.
 */
final class DigitsPlan {

    /** So many digits of all values together are told in the JSON of the result. */
    static final int TOLD_DIGITS = 100_000;

    /** From so many digits on, a value that is not told is a file from the beginning. */
    private static final int FILE_DIGITS = 20_000;

    /** From so many digits on, the work is shared: what it costs to hand numbers over is little next to it. */
    static final int SHARED_DIGITS = 200_000;

    /** As how many times the digits of the result the numbers in a sum of all terms count; measured, like the factors. */
    private static final double SUM_SIZE = 1.2;

    private final List<DigitsTask> tasks = new ArrayList<>();

    private DigitsPlan() {}

    static List<DigitsTask> of(List<Integer> precisions, Algorithm algorithm) {
        DigitsPlan plan = new DigitsPlan();
        List<Integer> pieces = new ArrayList<>();
        long digits = precisions.stream().mapToLong(Integer::longValue).sum();
        boolean told = digits <= TOLD_DIGITS;
        for (int value = 0; value < precisions.size(); value++) {
            pieces.addAll(plan.new Value(value, precisions.get(value), algorithm).plan(told));
        }
        if (!told) {
            plan.tasks.add(new DigitsTask(Step.TEXT, 0, 0, algorithm, 0, 0, pieces, 7.0 * digits));
        }
        return plan.tasks;
    }

    /** Plans one of the precisions. */
    private final class Value {

        private final int value;
        private final int precision;
        private final Algorithm algorithm;

        Value(int value, int precision, Algorithm algorithm) {
            this.value = value;
            this.precision = precision;
            this.algorithm = algorithm;
        }

        /** The numbers of the tasks whose pieces together hold the digits, in their order. */
        List<Integer> plan(boolean told) {
            if (precision < SHARED_DIGITS) {
                Step step = told || precision < FILE_DIGITS ? Step.WHOLE : Step.WHOLE_FILE;
                return List.of(add(step, 0, 0, List.of(), 25 * product(precision)));
            }
            int pi = switch (algorithm) {
                case CHUDNOVSKY -> quotient();
                case GAUSS_LEGENDRE -> add(Step.SERIES, 0, 0, List.of(), 40 * product(precision));
                case MACHIN -> sum(60);
                case BBP -> sum(117);
            };
            int stretches = precision < 4_000_000 ? 2 : precision < 40_000_000 ? 4 : 8;
            return convert(pi, 0, precision - 1L, stretches);
        }

        /** Of a series whose sum is π. */
        private int sum(double factor) {
            List<Integer> sums = sums(factor * product(precision) / ranges());
            while (sums.size() > 1) {
                sums = join(sums, precision);
            }
            return sums.get(0);
        }

        /** Of Chudnovsky's series, whose sum π is made of. */
        private int quotient() {
            double size = SUM_SIZE * precision / ranges();
            List<Integer> sums = sums(0.6 * size * logSquared(size));
            int root = add(Step.ROOT, 0, 0, List.of(), 1.7 * product(precision));
            while (sums.size() > 2) {
                sums = join(sums, 3.5 * product(SUM_SIZE * precision / sums.size()));
            }
            double half = product(SUM_SIZE * precision / 2);
            int denominator = add(Step.DENOMINATOR, 0, 0, sums, 4.3 * half);
            int numerator = add(
                    Step.NUMERATOR, 0, 0, List.of(sums.get(0), sums.get(1), root), 1.3 * (half + product(precision)));
            return add(Step.QUOTIENT, 0, 0, List.of(numerator, denominator), 1.8 * product(precision));
        }

        private int ranges() {
            return precision < 2_000_000 ? 4 : precision < 5_000_000 ? 8 : 16;
        }

        /** Of ranges that take about as long as each other. */
        private List<Integer> sums(double weight) {
            int ranges = ranges();
            return IntStream.range(0, ranges)
                    .mapToObj(range -> add(
                            Step.SUM, term((double) range / ranges), term((range + 1.0) / ranges), List.of(), weight))
                    .toList();
        }

        /** The term before which a share of the work of all terms is done. */
        private long term(double share) {
            SummedSeries<?> series = algorithm.summedSeries();
            long terms = series.terms(DigitsSteps.bits(precision));
            return terms - (long) (terms * Math.pow(1 - share, 1 / series.decline()));
        }

        private List<Integer> join(List<Integer> sums, double weight) {
            return IntStream.range(0, sums.size() / 2)
                    .mapToObj(pair -> add(Step.JOIN, 0, 0, sums.subList(2 * pair, 2 * pair + 2), weight))
                    .toList();
        }

        /** @param stretches a power of two */
        private List<Integer> convert(int fraction, long from, long to, int stretches) {
            if (stretches == 1) {
                return List.of(add(
                        Step.DIGITS,
                        from,
                        to,
                        List.of(fraction),
                        0.18 * ((double) to - from) * logSquared((double) to - from)));
            }
            long middle = (from + to) / 2;
            List<Integer> pieces = new ArrayList<>(convert(fraction, from, middle, stretches / 2));
            int rest = add(Step.CUT, from, middle, List.of(fraction), 0.6 * product((double) to - from));
            pieces.addAll(convert(rest, middle, to, stretches / 2));
            return pieces;
        }

        private int add(Step step, long from, long to, List<Integer> needs, double weight) {
            tasks.add(new DigitsTask(step, value, precision, algorithm, from, to, needs, weight));
            return tasks.size() - 1;
        }
    }

    private static double product(double digits) {
        return digits * log(digits);
    }

    private static double logSquared(double digits) {
        return log(digits) * log(digits);
    }

    private static double log(double digits) {
        return Math.log(digits + 2) / Math.log(2);
    }
}
