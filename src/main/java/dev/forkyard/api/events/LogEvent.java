package dev.forkyard.api.events;

/**
 * What an attempt at a task has printed since it was last told.
 *
 * @param task its number
 * @param name what it is called
 * @param attempt the attempt's number, from 1
 */
record LogEvent(int task, String name, int attempt, String text) {}
