package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.digits.PiDigits.Algorithm;
import java.util.List;

/**
 * One step of a job {@code pi-digits}.
 *
 * @param step what to do
 * @param value which of the precisions asked for it is about, from 0
 * @param precision significant digits of it, the leading 3 included
 * @param algorithm what computes it
 * @param from the first of the terms or decimals that it is about
 * @param to one beyond the last
 * @param needs the tasks whose pieces it is given
 * @param weight its expected work
 */
public record DigitsTask(
        Step step,
        int value,
        int precision,
        Algorithm algorithm,
        long from,
        long to,
        List<Integer> needs,
        double weight) {

    public DigitsTask {
        needs = List.copyOf(needs);
    }
}
