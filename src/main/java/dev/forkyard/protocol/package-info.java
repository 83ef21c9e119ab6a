/**
 * What server and worker say to each other: messages, the frames that carry them, the launch options and the exit codes.
 * Shared by the pool and the worker; knows neither.
 */
@NullMarked
package dev.forkyard.protocol;

import org.jspecify.annotations.NullMarked;
