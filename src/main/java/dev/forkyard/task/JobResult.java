package dev.forkyard.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
     * Another form of the result: strings of its JSON value, or a file that a task has written.
     *
     * @param mediaType what it is asked for by: a {@code text/} type is sent in UTF-8, any other as the bytes that the file
     *     holds, or the string in Base64; a file of a {@code text/} type holds ASCII
     * @param pointer where the string stands in the JSON value, as a JSON Pointer (RFC 6901); in it, {@code *} means every
     *     item of a list, and their strings are sent each on a line of its own. Absent for a file
     * @param file name of the file, which came from {@link TaskContext#newFile}; absent for a string
     */
    public record Representation(
            String mediaType,
            @Nullable String pointer,
            @Nullable String file) {

        public Representation {
            Objects.requireNonNull(mediaType, "mediaType");
            if ((pointer == null) == (file == null)) {
                throw new IllegalArgumentException("a representation is either a string or a file");
            }
            if (pointer != null && pointer.contains("/*") && !mediaType.startsWith("text/")) {
                throw new IllegalArgumentException("only of text can there be a line for each item: " + pointer);
            }
        }

        /** A string of the JSON value, or one of each item of a list. */
        public static Representation ofString(String mediaType, String pointer) {
            return new Representation(mediaType, pointer, null);
        }

        /** A file that a task has written. */
        public static Representation ofFile(String mediaType, String file) {
            return new Representation(mediaType, null, file);
        }
    }
}
