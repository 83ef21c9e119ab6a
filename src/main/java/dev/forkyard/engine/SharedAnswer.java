package dev.forkyard.engine;

import java.util.Objects;

/**
 * The answer to a {@link SharedCall}.
 *
 * @param number of the call
 * @param kind whether it was done, or why not
 * @param text the JSON text of what was asked for, empty where there is none; or a sentence that says why not
 */
public record SharedAnswer(long number, Kind kind, String text) {

    public SharedAnswer {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
    }

    /** What became of a call. */
    public enum Kind {
        DONE,
        /** The queue has no room. */
        QUEUE_FULL,
        /** The queue has no value. */
        QUEUE_EMPTY,
        /** Another has the lock. */
        LOCK_HELD,
        /** There is no queue of that name. */
        NO_QUEUE,
        /** A limit would be passed. */
        LIMIT,
        /** It makes no sense. */
        INVALID
    }
}
