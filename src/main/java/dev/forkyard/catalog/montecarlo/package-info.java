/**
 * The job type {@code pi-monte-carlo}: an estimate of π from random points, the same on any number of workers.
 * Loaded in workers only.
 */
@NullMarked
package dev.forkyard.catalog.montecarlo;

import org.jspecify.annotations.NullMarked;
