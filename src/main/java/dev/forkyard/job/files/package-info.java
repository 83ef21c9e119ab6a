/**
 * The files that the tasks of jobs leave, and that results are had from: kept with the job, removed with it. For the
 * scheduler, and for what can be done with jobs.
 */
@NullMarked
package dev.forkyard.job.files;

import org.jspecify.annotations.NullMarked;
