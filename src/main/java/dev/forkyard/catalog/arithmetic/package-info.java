/**
 * Arithmetic on huge integers for the job types that need it.
 * Loaded in workers only.
 */
@NullMarked
package dev.forkyard.catalog.arithmetic;

import org.jspecify.annotations.NullMarked;
