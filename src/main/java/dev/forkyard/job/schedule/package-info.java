/**
 * Decides what runs next and follows it to its end: one thread owns all jobs that are under way, leases workers from the
 * engine, and commits every outcome to the store. Called by the service package only.
 */
@NullMarked
package dev.forkyard.job.schedule;

import org.jspecify.annotations.NullMarked;
