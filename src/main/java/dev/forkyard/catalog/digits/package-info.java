/**
 * The job type {@code pi-digits}: decimal digits of π to any precision, every one of them right.
 * Loaded in workers only.
 */
@NullMarked
package dev.forkyard.catalog.digits;

import org.jspecify.annotations.NullMarked;
