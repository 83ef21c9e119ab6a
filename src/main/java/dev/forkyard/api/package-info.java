/**
 * The HTTP side: one controller for each kind of thing that clients ask for, under {@code /api/v1}. Nothing in Java
 * calls it; Spring starts it. It calls the jobs service and reads the state of the pool.
 */
@NullMarked
package dev.forkyard.api;

import org.jspecify.annotations.NullMarked;
