/**
 * The job type {@code pi-hex-digits}: hexadecimal digits of π from any position on, without those before it.
 * Loaded in workers only.
 */
@NullMarked
package dev.forkyard.catalog.hexdigits;

import org.jspecify.annotations.NullMarked;
