/**
 * The job type {@code genetic}: short round trips by a genetic algorithm on islands, which is Jenetics' with operators for
 * tours. Loaded in workers only.
 */
@NullMarked
package dev.forkyard.catalog.genetic;

import org.jspecify.annotations.NullMarked;
