/**
 * The job type {@code integrate}: definite integrals of an expression in x, with an error estimate. Loaded in workers
 * only.
 */
@NullMarked
package dev.forkyard.catalog.integrate;

import org.jspecify.annotations.NullMarked;
