package dev.forkyard.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Another form in which a result can be had: strings of its JSON value, or a file in the job's directory.
 *
 * @param mediaType a {@code text/} type gives the string or file as it is, any other the bytes that the file holds, or the
 *     string in Base64
 * @param pointer where the string stands in the JSON value, as a JSON Pointer (RFC 6901), in which {@code *} means every
 *     item of a list and a line for each; absent for a file
 * @param file name of the file below {@link TaskEngine#jobDirectories()}; absent for a string
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
    }

    /** A string of the JSON value. */
    public static Representation ofString(String mediaType, String pointer) {
        return new Representation(mediaType, pointer, null);
    }

    /** A file in the job's directory. */
    public static Representation ofFile(String mediaType, String file) {
        return new Representation(mediaType, null, file);
    }
}
