package dev.forkyard.task;

import java.util.Objects;

/**
 * Params that work, under a name for people; shown with the job type and offered in the API's documentation.
 *
 * @param name a few words, unique within the job type
 * @param params the params as a submission would give them
 */
public record Example<P extends Record>(String name, P params) {

    public Example {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(params, "params");
    }
}
