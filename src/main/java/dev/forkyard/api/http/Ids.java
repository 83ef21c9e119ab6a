package dev.forkyard.api.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as paths and cursors write them. */
public final class Ids {

    private static final Pattern CANONICAL = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Ids() {}

    /** Empty when the text is not a UUID in its usual form; {@link UUID#fromString} takes much more. */
    public static Optional<UUID> parse(String text) {
        return CANONICAL.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
