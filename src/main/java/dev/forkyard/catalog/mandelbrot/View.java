package dev.forkyard.catalog.mandelbrot;

/**
 * Which points of the plane the pixels of a picture stand for: the middle of each.
 *
 * <p>A point c is in the Mandelbrot set when z ← z² + c, begun with 0, never leaves the disc of radius 2 (A. Douady, J.
 * H. Hubbard, <i>Étude dynamique des polynômes complexes</i>, 1984). A point that has not left it after
 * {@code maxIterations} steps is taken for one of the set. Points of the two largest components, the cardioid and the disc
 * of radius 1/4 around -1, are known without a step.
 *
 * <p>Only additions, multiplications and {@link StrictMath}: the same picture on every machine.
 *
 * @param re real part of the picture's middle
 * @param im imaginary part of it
 * @param pixel side of a pixel
 * @param width pixels of a row
 * @param height rows
 * @param maxIterations steps after which a point is taken for one of the set
 */
record View(double re, double im, double pixel, int width, int height, int maxIterations) {

    /** The square of a radius so large that colours do not show the steps. */
    private static final double FAR_SQUARED = 1 << 16;

    /** Colours go round once in so many steps. */
    private static final double STEPS_OF_A_TURN = 64;

    /** The colour of one pixel: {@link Palette#INSIDE} or that of how soon the point escapes. */
    byte colour(int column, int row) {
        double x = re + (column + 0.5 - width / 2.0) * pixel;
        double y = im - (row + 0.5 - height / 2.0) * pixel;
        if (isInLargestComponents(x, y)) {
            return Palette.INSIDE;
        }
        double a = 0;
        double b = 0;
        for (int step = 1; step <= maxIterations; step++) {
            double next = a * a - b * b + x;
            b = 2 * a * b + y;
            a = next;
            double squared = a * a + b * b;
            if (squared > 4) {
                return escaped(a, b, x, y, step);
            }
        }
        return Palette.INSIDE;
    }

    /**
     * The colour by the number of steps, made continuous: n + 1 - log₂ ln |z|, taken far out, where it hardly depends on
     * how far (F. Garcia et al., <i>Coloring dynamical systems in the complex plane</i>, 2009).
     */
    private static byte escaped(double a, double b, double x, double y, int step) {
        double re = a;
        double im = b;
        int steps = step;
        while (re * re + im * im < FAR_SQUARED) {
            double next = re * re - im * im + x;
            im = 2 * re * im + y;
            re = next;
            steps++;
        }
        double logarithm = StrictMath.log(re * re + im * im) / 2;
        double smooth = steps + 1 - StrictMath.log(logarithm) / StrictMath.log(2);
        return Palette.index(smooth / STEPS_OF_A_TURN);
    }

    private static boolean isInLargestComponents(double x, double y) {
        double fromQuarter = x - 0.25;
        double q = fromQuarter * fromQuarter + y * y;
        return q * (q + fromQuarter) <= 0.25 * y * y || (x + 1) * (x + 1) + y * y <= 1.0 / 16;
    }
}
