/**
 * What the machine and its JVM can do, as far as computations choose their way by it.
 * Loaded in workers only.
 */
@NullMarked
package dev.forkyard.catalog.machine;

import org.jspecify.annotations.NullMarked;
