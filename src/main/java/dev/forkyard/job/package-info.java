/**
 * What a job is: its specification, its states, its tasks and attempts. Plain values, shared by the packages below this
 * one (store, schedule, service) and by the HTTP side.
 */
@NullMarked
package dev.forkyard.job;

import org.jspecify.annotations.NullMarked;
