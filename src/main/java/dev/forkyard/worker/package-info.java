/**
 * The forked JVM's own side: connects to its server, tells its job types, runs one unit of work at a time, and dies with
 * its parent. Started by the pool through {@link dev.forkyard.worker.WorkerMain}; nobody else calls it.
 */
@NullMarked
package dev.forkyard.worker;

import org.jspecify.annotations.NullMarked;
