/**
 * What the tasks of one job share while it is under way: counters, queues, and the messages that they tell the client.
 * Called by the scheduler and the store.
 */
@NullMarked
package dev.forkyard.job.shared;

import org.jspecify.annotations.NullMarked;
