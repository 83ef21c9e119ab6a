package dev.forkyard.catalog.functions;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How calls are spread over tasks, and what these are like.
 *
 * @param chunkSize calls of a task
 * @param names of the calls, one for each
 * @param pause seconds to wait before each call
 */
record Spread(Optional<Integer> chunkSize, Optional<List<String>> names, Optional<BigDecimal> pause) {

    /** What the options mean, in the words of params. */
    static final String CHUNK_SIZE =
            "Items of a task; without it each is one if they have names, and else as many as take about 50 ms, or few where"
                    + " tasks have a time limit or a JVM of their own, are retried, or are kept when others fail.";

    static final String NAMES =
            "Names of the tasks, a line for each item; a task of several items is named after its first, or"
                    + " by their numbers if they have no names.";
    static final String PAUSE = "Seconds to wait before each call, for those who want to see how calls are shared out.";

    /** Longest name, in characters. */
    static final int NAME_LENGTH = 100;

    /** Longest pause, in seconds. */
    static final int LONGEST_PAUSE = 3_600;

    /** Calls of a task, as far as it was asked for. */
    Optional<Integer> size() {
        return chunkSize.isEmpty() && names.isPresent() ? Optional.of(1) : chunkSize;
    }

    /**
     * What a task of so many calls is called, from the {@code first} on.
     *
     * @param length calls of each of the job's tasks but the last; where it is one, a task's number tells which call it is
     */
    Optional<String> name(int first, int calls, int length) {
        if (names.isPresent()) {
            return names.map(all -> calls == 1 ? all.get(first) : all.get(first) + " and " + (calls - 1) + " more");
        }
        if (length == 1) {
            return Optional.empty();
        }
        return Optional.of(calls == 1 ? "item " + first : "items %d to %d".formatted(first, first + calls - 1));
    }
}
