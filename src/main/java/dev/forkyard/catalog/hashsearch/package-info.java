/** The job type {@code hash-search}: finds a text by its hash, by trying. Loaded in workers only. */
@NullMarked
package dev.forkyard.catalog.hashsearch;

import org.jspecify.annotations.NullMarked;
