package dev.forkyard.engine;

import java.util.Objects;

/**
 * Another form in which a result can be had: one string of its JSON value is the whole content.
 *
 * @param mediaType a {@code text/} type gives the string itself, any other the bytes that it holds in Base64
 * @param pointer where the string stands in the JSON value, as a JSON Pointer (RFC 6901)
 */
public record Representation(String mediaType, String pointer) {

    public Representation {
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(pointer, "pointer");
    }
}
