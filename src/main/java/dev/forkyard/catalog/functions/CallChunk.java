package dev.forkyard.catalog.functions;

import dev.forkyard.task.JsonList;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Consecutive calls of one function, which are a task.
 *
 * @param first number of the first, from 0
 * @param size how many there are
 * @param calls the argument, or the arguments, of each
 * @param name of the task, if its number does not tell enough
 * @param pause seconds to wait before each call
 */
public record CallChunk(
        String function, int first, int size, JsonList<?> calls, Optional<String> name, Optional<BigDecimal> pause) {}
