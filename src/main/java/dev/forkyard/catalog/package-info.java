/**
 * The built-in job types, a package for each with the numerics it computes with.
 * Workers load them by name through {@link java.util.ServiceLoader}; nothing else may call these packages.
 */
@NullMarked
package dev.forkyard.catalog;

import org.jspecify.annotations.NullMarked;
