package dev.forkyard.catalog.functions;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Consecutive calls of one function, which are a task.
 *
 * @param first number of the first, from 0
 * @param calls the arguments of each
 * @param name of the task, if it was given one
 * @param pause seconds to wait before each call
 */
public record CallChunk(
        String function, int first, List<List<Object>> calls, Optional<String> name, Optional<BigDecimal> pause) {}
