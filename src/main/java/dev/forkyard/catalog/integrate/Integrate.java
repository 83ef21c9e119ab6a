package dev.forkyard.catalog.integrate;

import dev.forkyard.catalog.progress.TaskProgress;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Integrates an expression in x over an interval, adaptively: tasks are parts of the interval, each of which is divided
 * where the error is, until it has no more than its share of the tolerance.
 */
public final class Integrate implements JobType<Integrate.Params, Integrate.Task, Integrate.Part> {

    /** Fixed, so that the same params always take the same steps. */
    static final int TASKS = 32;

    static final long FAR = 1_000_000_000_000_000L;

    /**
     * What to integrate.
     *
     * @param expression as {@link Formula} reads it, in x
     * @param from where the integral begins
     * @param to where it ends; less than {@code from} turns the sign
     * @param tolerance the most that the error estimate may be, more than 0
     */
    public record Params(
            @Param(
                    description =
                            "An expression in x, such as exp(-x^2): with + - * / ^ and parentheses, pi and e, and the"
                                    + " functions abs, acos, asin, atan, cbrt, ceil, cos, cosh, exp, floor, ln, log (the same), log10,"
                                    + " max, min, pow, sign, sin, sinh, sqrt, tan and tanh. Angles are in radians.",
                    minLength = 1,
                    maxLength = 1000)
            String expression,

            @Param(description = "Where the integral begins.", min = -FAR, max = FAR)
            double from,

            @Param(
                    description = "Where it ends; if that is less than where it begins, the sign turns.",
                    min = -FAR,
                    max = FAR)
            double to,

            @Param(
                    description = "How large the error estimate may be: an absolute figure, more than 0.",
                    above = 0,
                    defaultValue = "1e-9")
            double tolerance) {}

    /** A part of the interval, with the tolerance for all parts. */
    public record Task(String expression, double from, double to, double tolerance) {}

    /**
     * What is known of a part.
     *
     * @param error how far the value may be off
     * @param evaluations of the expression
     * @param exhausted whether it ended with the most subdivisions that there may be
     * @param worstFrom where the stretch begins that most of the error is from
     * @param worstTo where it ends
     * @param worstError how much of the error that is
     */
    public record Part(
            double value,
            double error,
            long evaluations,
            boolean exhausted,
            double worstFrom,
            double worstTo,
            double worstError) {}

    /**
     * The integral.
     *
     * @param errorEstimate how far the value may be off, by the difference of two rules and by rounding; at most the tolerance
     * @param evaluations how often the expression was computed
     */
    public record Integral(double value, double errorEstimate, long evaluations) {}

    @Override
    public String name() {
        return "integrate";
    }

    @Override
    public String description() {
        return "The definite integral of an expression in x, adaptive, with an estimate of its error.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(
                new Example<>("the bell curve", new Params("exp(-x^2)", -6, 6, 1e-9)),
                new Example<>("many waves", new Params("sin(x^2)", 0, 1000, 1e-6)),
                new Example<>("a root, steep at 0", new Params("1 / sqrt(x)", 0, 1, 1e-9)));
    }

    /** {@inheritDoc} An expression that makes no sense fails the job here, with the position. */
    @Override
    public List<Task> split(Params params) {
        Formula.parse(params.expression);
        return IntStream.range(0, TASKS)
                .mapToObj(task -> new Task(params.expression, at(params, task), at(params, task + 1), params.tolerance))
                .toList();
    }

    private static double at(Params params, int task) {
        return task == TASKS ? params.to : params.from + (params.to - params.from) * task / TASKS;
    }

    /**
     * {@inheritDoc}
     *
     * @throws ArithmeticException if the error is beyond the whole tolerance, so that no other part can make up for it
     */
    @Override
    public Part run(Task task, TaskContext context) throws InterruptedException {
        Formula formula = Formula.parse(task.expression);
        Part part = new Subdivision(formula, task.tolerance / TASKS).of(task.from, task.to, TaskProgress.of(context));
        return within(task.tolerance, part);
    }

    /**
     * {@inheritDoc} The tolerance is for all parts together: one that needs more than its share may have it from others.
     *
     * @throws ArithmeticException if they need more than there is
     */
    @Override
    public JobResult combine(Params params, List<Part> parts) {
        Part worst =
                parts.stream().max(Comparator.comparingDouble(Part::worstError)).orElseThrow();
        Part all = within(
                params.tolerance,
                new Part(
                        parts.stream().mapToDouble(Part::value).sum(),
                        parts.stream().mapToDouble(Part::error).sum(),
                        parts.stream().mapToLong(Part::evaluations).sum(),
                        parts.stream().anyMatch(Part::exhausted),
                        worst.worstFrom,
                        worst.worstTo,
                        worst.worstError));
        return JobResult.of(new Integral(all.value, all.error, all.evaluations));
    }

    private static Part within(double tolerance, Part part) {
        if (part.error <= tolerance) {
            return part;
        }
        throw new ArithmeticException(String.format(
                Locale.ROOT,
                "The tolerance %s was not reached: the error estimate is %.2g after %d evaluations, %s."
                        + " The largest error, %.2g, is between x = %s and %s."
                        + " Either the integral does not exist, or it needs a larger tolerance.",
                tolerance,
                part.error,
                part.evaluations,
                part.exhausted
                        ? "with the most subdivisions that there may be, %d in a task"
                                .formatted(Subdivision.MOST_PANELS)
                        : "and doubles are too coarse for more",
                part.worstError,
                part.worstFrom,
                part.worstTo));
    }
}
