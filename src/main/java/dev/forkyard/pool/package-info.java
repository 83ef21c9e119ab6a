/**
 * The engine of this machine: launches, leases, watches and replaces forked worker JVMs, one for each core by default.
 * The HTTP side reads its state; the scheduler knows it only as a {@link dev.forkyard.engine.TaskEngine}.
 */
@NullMarked
package dev.forkyard.pool;

import org.jspecify.annotations.NullMarked;
