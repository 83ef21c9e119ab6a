/**
 * The seam between what to run and where it runs: {@link dev.forkyard.engine.TaskEngine}, the work it takes and the
 * outcomes it gives. The job package drives it; the pool of this machine implements it. It knows nothing of either.
 */
@NullMarked
package dev.forkyard.engine;

import org.jspecify.annotations.NullMarked;
