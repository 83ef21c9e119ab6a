/**
 * What can be done with jobs: submitting, looking up, waiting, cancelling, deleting. The HTTP side calls
 * {@link dev.forkyard.job.service.Jobs}; beneath it are the store and the scheduler.
 */
@NullMarked
package dev.forkyard.job.service;

import org.jspecify.annotations.NullMarked;
