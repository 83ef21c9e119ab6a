/**
 * The job types {@code map}, {@code starmap} and {@code batch}, which apply functions to items, and the functions that come
 * with the service. Loaded by the worker.
 */
@NullMarked
package dev.forkyard.catalog.functions;

import org.jspecify.annotations.NullMarked;
