package dev.forkyard.api.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where the next page of a list starts, in a form that clients pass back and do not take apart: the kind of list and a
 * position in it, as Base64 for URLs.
 */
public final class Cursor {

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

    private Cursor() {}

    /**
     * The cursor of a list that goes by ids.
     *
     * @param kind which list it belongs to; no other list takes it
     */
    public static String encode(String kind, UUID position) {
        return encode(kind, position.toString());
    }

    /**
     * The cursor of a list that goes by numbers.
     *
     * @param kind which list it belongs to; no other list takes it
     */
    public static String encode(String kind, int position) {
        return encode(kind, Integer.toString(position));
    }

    /** Empty when it is not a cursor that {@code encode} gave for this kind. */
    static Optional<UUID> id(String kind, String cursor) {
        return decode(kind, cursor).flatMap(Ids::parse);
    }

    /** Empty when it is not a cursor that {@code encode} gave for this kind. */
    static OptionalInt number(String kind, String cursor) {
        return decode(kind, cursor)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
    }

    private static String encode(String kind, String position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((kind + ':' + position).getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<String> decode(String kind, String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            return text.startsWith(kind + ':') ? Optional.of(text.substring(kind.length() + 1)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
