package dev.forkyard.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The result of a job: a value told as JSON, and the other forms in which it can be had.
 *
 * @param value what is told as JSON: anything a task's result may be
 * @param representations the other media types it can be asked for in, the preferred first
 */
public record JobResult(Object value, List<Representation> representations) {

    public JobResult {
        Objects.requireNonNull(value, "value");
        representations = List.copyOf(representations);
    }

    /** A result that is had as JSON only. */
    public static JobResult of(Object value) {
        return new JobResult(value, List.of());
    }

    /** The same result, to be had in one more form. */
    public JobResult with(Representation representation) {
        var all = new ArrayList<>(representations);
        all.add(representation);
        return new JobResult(value, all);
    }

    /**
     * A form of the result whose whole content is one string of the JSON value.
     *
     * @param mediaType what it is asked for by: a {@code text/} type gives the string itself in UTF-8, any other the bytes
     *     that the string holds in Base64
     * @param pointer where the string stands in the JSON value, as a JSON Pointer (RFC 6901)
     */
    public record Representation(String mediaType, String pointer) {

        public Representation {
            Objects.requireNonNull(mediaType, "mediaType");
            Objects.requireNonNull(pointer, "pointer");
        }
    }
}
