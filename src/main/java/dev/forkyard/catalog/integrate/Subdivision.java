package dev.forkyard.catalog.integrate;

import dev.forkyard.catalog.integrate.Integrate.Part;
import dev.forkyard.catalog.progress.TaskProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * Divides a stretch of the x axis where the error is largest, in half each time, until all errors together are within the
 * tolerance, or nothing that could be divided is left. (That is the global adaptive strategy of QUADPACK's QAG.)
 */
final class Subdivision {

    /** Bounds a task's memory, to some 10 MB, and its time. */
    static final int MOST_PANELS = 100_000;

    /** Panels to begin with, so that what is narrow is not missed. */
    private static final int FIRST_PANELS = 16;

    private final Formula formula;
    private final double tolerance;
    private final PriorityQueue<Panel> divisible = new PriorityQueue<>(
            Comparator.comparingDouble(Panel::error).reversed().thenComparingDouble(Panel::from));
    private final List<Panel> indivisible = new ArrayList<>();
    private double error;
    private long evaluations;

    Subdivision(Formula formula, double tolerance) {
        this.formula = formula;
        this.tolerance = tolerance;
    }

    /** @throws InterruptedException within milliseconds after the task was cancelled */
    Part of(double from, double to, TaskProgress progress) throws InterruptedException {
        for (int panel = 0; panel < FIRST_PANELS; panel++) {
            add(at(from, to, panel), at(from, to, panel + 1));
        }
        int summedAt = size();
        while (error > tolerance && !divisible.isEmpty() && size() < MOST_PANELS) {
            progress.reached(Math.min(1, tolerance / error));
            Panel worst = divisible.remove();
            error -= worst.error();
            add(worst.from(), worst.middle());
            add(worst.middle(), worst.to());
            if (error <= tolerance || size() >= 2 * summedAt) {
                // A running sum keeps the rounding errors of what was large and is gone.
                error = panels().mapToDouble(Panel::error).sum();
                summedAt = size();
            }
        }
        return found();
    }

    private static double at(double from, double to, int panel) {
        return panel == FIRST_PANELS ? to : from + (to - from) * panel / FIRST_PANELS;
    }

    private void add(double from, double to) {
        Panel panel = GaussKronrod.apply(formula, from, to);
        evaluations += GaussKronrod.POINTS;
        error += panel.error();
        if (panel.isDivisible()) {
            divisible.add(panel);
        } else {
            indivisible.add(panel);
        }
    }

    private int size() {
        return divisible.size() + indivisible.size();
    }

    private Stream<Panel> panels() {
        return Stream.concat(divisible.stream(), indivisible.stream());
    }

    private Part found() {
        Panel worst = panels().max(Comparator.comparingDouble(Panel::error)).orElseThrow();
        return new Part(
                panels().mapToDouble(Panel::value).sum(),
                panels().mapToDouble(Panel::error).sum(),
                evaluations,
                size() >= MOST_PANELS,
                worst.from(),
                worst.to(),
                worst.error());
    }
}
