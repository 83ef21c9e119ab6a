/**
 * Keeps jobs, tasks and attempts in a relational database, SQLite or PostgreSQL, by plain JDBC: writes are committed in
 * groups by one thread, reads run on the caller's. The scheduler writes, the service reads; the HTTP side calls
 * neither.
 */
@NullMarked
package dev.forkyard.job.store;

import org.jspecify.annotations.NullMarked;
