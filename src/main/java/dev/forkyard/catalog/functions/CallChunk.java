package dev.forkyard.catalog.functions;

import java.util.List;

/**
 * Consecutive calls of one function, which are a task.
 *
 * @param first number of the first, from 0
 * @param calls the arguments of each
 */
public record CallChunk(String function, int first, List<List<Object>> calls) {}
