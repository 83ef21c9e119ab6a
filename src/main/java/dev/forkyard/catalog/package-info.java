/**
 * The built-in job types, and the numerics they compute with.
 * Workers load them by name through {@link java.util.ServiceLoader}; nothing else may call this package.
 */
@NullMarked
package dev.forkyard.catalog;

import org.jspecify.annotations.NullMarked;
