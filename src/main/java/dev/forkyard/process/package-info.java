/**
 * What the operating system tells of processes, and the end of those that tasks have started. Called by the pool and by the
 * worker; knows neither.
 */
@NullMarked
package dev.forkyard.process;

import org.jspecify.annotations.NullMarked;
