package dev.forkyard.api.events;

/**
 * What a task has printed since it was last told.
 *
 * @param task its number
 * @param name what it is called
 */
record LogEvent(int task, String name, String text) {}
