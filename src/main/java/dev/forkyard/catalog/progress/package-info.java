/**
 * What the computations of all job types tell of their progress, and where they stop when they are cancelled.
 * Loaded in workers only.
 */
@NullMarked
package dev.forkyard.catalog.progress;

import org.jspecify.annotations.NullMarked;
