/**
 * Job types for tests, all named {@code test-…}, that do to workers what bad ones do. A pool whose class path names
 * {@code target/test-classes} has them; tests of the pool, the scheduler and the API use them alike.
 */
package dev.forkyard.jobtypes;
