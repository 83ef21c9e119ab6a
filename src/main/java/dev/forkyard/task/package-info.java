/**
 * What authors of job types write against: {@link dev.forkyard.task.JobType} and what it needs, on {@code java.base} alone.
 * The worker calls it; job types implement it; the server never loads it.
 */
@NullMarked
package dev.forkyard.task;

import org.jspecify.annotations.NullMarked;
