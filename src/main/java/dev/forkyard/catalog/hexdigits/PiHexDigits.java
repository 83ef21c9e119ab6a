package dev.forkyard.catalog.hexdigits;

import dev.forkyard.catalog.progress.TaskProgress;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Computes hexadecimal digits of π from any position on, without those before it.
 *
 * <p>All digits of a job come from one sum (see {@link Extraction}), the terms of which are split over the tasks. Every
 * digit told is a digit of π: sums are exact but for an error that is bounded, and if that leaves a digit in doubt,
 * since those after the last are nearly all 0 or all F, the sum is computed once more with twice the bits.
 */
public final class PiHexDigits implements JobType<PiHexDigits.Params, PiHexDigits.Task, PiHexDigits.Sum> {

    /**
     * Where the first digit may stand. A digit has 4 bits and a term of the series gives 10, so there are 0.4 terms for each
     * position; the n-th one's denominators are at most 10n + 9, so about 4 times the position. The kernels are exact as
     * long as these are below {@link Kernel#DENOMINATOR_LIMIT}, 2<sup>44</sup>: up to position 4.3 · 10<sup>12</sup>, of
     * which this is a round part, that takes hours.
     */
    static final long LAST_POSITION = 1_000_000_000_000L;

    private static final int MOST_TASKS = 4096;
    private static final double TASK_NANOS = 50e6;

    private static final long WARM_UP_POSITION = 200_000;

    private final int guardBits;

    public PiHexDigits() {
        this(Extraction.GUARD_BITS);
    }

    /** With so few guard bits that digits are in doubt. */
    PiHexDigits(int guardBits) {
        this.guardBits = guardBits;
    }

    /**
     * Which digits to compute.
     *
     * @param position that of the first digit; 1 is the first after the point. Time grows a little faster than it
     * @param count how many digits, from 1 to 1000
     */
    public record Params(
            @Param(
                    description = "Position of the first digit, 1 being the first after the point.",
                    min = 1,
                    max = LAST_POSITION)
            long position,

            @Param(description = "How many digits to compute.", min = 1, max = 1000)
            int count) {}

    /** A range of the terms of the sum for a position, to be summed to so many words. */
    public record Task(long position, int words, long first, long terms) {}

    /** The fractional part of a range's sum, in hexadecimal units of the last word's last bit. */
    public record Sum(String units) {}

    /** The digits, in upper case. */
    public record Digits(String digits) {}

    @Override
    public String name() {
        return "pi-hex-digits";
    }

    @Override
    public String description() {
        return "Hexadecimal digits of π from any position on, without computing those before it.";
    }

    @Override
    public List<Params> rehearsals() {
        return List.of(new Params(1, 64));
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(
                new Example<>("the first digits", new Params(1, 64)),
                new Example<>("from the millionth on", new Params(1_000_000, 16)));
    }

    @Override
    public List<Task> split(Params params) {
        Extraction extraction = extraction(params);
        long terms = extraction.headTerms();
        double wanted = Math.ceil(extraction.estimatedNanos(0, terms) / TASK_NANOS);
        long tasks = (long) Math.min(MOST_TASKS, Math.max(1, wanted));
        var ranges = new ArrayList<Task>();
        for (long i = 0; i < tasks; i++) {
            long first = terms * i / tasks;
            ranges.add(new Task(params.position, extraction.words(), first, terms * (i + 1) / tasks - first));
        }
        return ranges;
    }

    private Extraction extraction(Params params) {
        return Extraction.of(Formula.BELLARD, params.position, params.count, guardBits);
    }

    @Override
    public double weight(Task task) {
        var extraction = new Extraction(Formula.BELLARD, task.position, task.words);
        return Math.max(1, extraction.estimatedNanos(task.first, task.terms));
    }

    @Override
    public Sum run(Task task, TaskContext context) throws InterruptedException {
        var extraction = new Extraction(Formula.BELLARD, task.position, task.words);
        BigInteger sum = extraction.head(
                task.first, task.terms, Kernel.fastest(Formula.BELLARD, task.words), TaskProgress.of(context)::reached);
        return new Sum(sum.toString(16).toUpperCase(Locale.ROOT));
    }

    /** {@inheritDoc} In the case that digits are left in doubt, this takes longer than all tasks one after the other. */
    @Override
    public JobResult combine(Params params, List<Sum> results) throws InterruptedException {
        Extraction extraction = extraction(params);
        BigInteger head =
                results.stream().map(sum -> new BigInteger(sum.units, 16)).reduce(BigInteger.ZERO, BigInteger::add);
        Optional<String> digits = extraction.digits(head, params.count);
        while (digits.isEmpty()) {
            extraction = extraction.withMoreWords();
            Kernel kernel = Kernel.fastest(Formula.BELLARD, extraction.words());
            head = extraction.head(0, extraction.headTerms(), kernel, Checkpoint.atInterruption());
            digits = extraction.digits(head, params.count);
        }
        return JobResult.of(new Digits(digits.get())).with(JobResult.Representation.ofString("text/plain", "/digits"));
    }

    /** {@inheritDoc} Here it is a job with a short head. */
    @Override
    public void warmUp() throws InterruptedException {
        Extraction extraction = Extraction.of(Formula.BELLARD, WARM_UP_POSITION, 16, guardBits);
        Kernel kernel = Kernel.fastest(Formula.BELLARD, extraction.words());
        BigInteger head = extraction.head(0, extraction.headTerms(), kernel, Checkpoint.atInterruption());
        extraction.digits(head, 16);
    }
}
