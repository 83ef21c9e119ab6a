/** The job type {@code mandelbrot}: a picture of the Mandelbrot set, in bands. Loaded by the worker. */
@NullMarked
package dev.forkyard.catalog.mandelbrot;

import org.jspecify.annotations.NullMarked;
