package dev.forkyard.api.body;

import dev.forkyard.api.problem.InputError;
import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of a body, whatever it says. */
public final class JsonBody {

    private static final Pattern INTERNAL = Pattern.compile("[:(;,][^:(;,]*(`|\\[Source|Feature)|\\R");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(JsonLimits.DEPTH)
                            .maxNumberLength(JsonLimits.NUMBER_LENGTH)
                            .maxNameLength(JsonLimits.KEY_LENGTH)
                            .build())
                    .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonBody() {}

    /**
     * The one JSON value that the bytes are; its numbers keep all their digits.
     *
     * @throws ProblemException when they are not JSON, or exceed a limit
     */
    public static JsonNode read(byte[] body) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (StreamConstraintsException | NumberFormatException e) {
            throw limitExceeded();
        } catch (JacksonException e) {
            throw new ProblemException(ProblemCode.MALFORMED_JSON, malformed(e));
        }
        JsonPointer huge = hugeNumber(root);
        if (huge != null) {
            String range = "Its absolute value must lie between 1e-%1$d and 1e%1$d.".formatted(JsonLimits.EXPONENT);
            throw limitExceeded().errors(List.of(new InputError(huge.toString(), range)));
        }
        return root;
    }

    /** The value as JSON text without needless blanks. */
    public static String text(JsonNode value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Where in the value a number is that arithmetic, wherever that may be done, could take all memory for; or null. */
    private static @Nullable JsonPointer hugeNumber(JsonNode node) {
        if (node.isBigDecimal()) {
            BigDecimal number = node.decimalValue();
            return Math.abs((long) number.precision() - number.scale()) > JsonLimits.EXPONENT
                    ? JsonPointer.empty()
                    : null;
        } else if (node.isString()) {
            checkText(node.stringValue());
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                checkText(field.getKey());
                JsonPointer below = hugeNumber(field.getValue());
                if (below != null) {
                    return JsonPointer.empty().appendProperty(field.getKey()).append(below);
                }
            }
        } else if (node.isArray()) {
            int index = 0;
            for (JsonNode item : node) {
                JsonPointer below = hugeNumber(item);
                if (below != null) {
                    return JsonPointer.empty().appendIndex(index).append(below);
                }
                index++;
            }
        }
        return null;
    }

    private static void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new ProblemException(
                            ProblemCode.MALFORMED_JSON,
                            "The body must be text; an escape such as \\ud800 gives half of a character only.");
                }
                i++;
            }
        }
    }

    private static ProblemException limitExceeded() {
        return new ProblemException(
                ProblemCode.JSON_LIMIT_EXCEEDED,
                ("The JSON exceeds a limit: it may nest %d levels deep, its numbers may have %d characters, those with a "
                                + "point or an exponent lie between 1e-%d and 1e%d, and its keys may have %d characters.")
                        .formatted(
                                JsonLimits.DEPTH,
                                JsonLimits.NUMBER_LENGTH,
                                JsonLimits.EXPONENT,
                                JsonLimits.EXPONENT,
                                JsonLimits.KEY_LENGTH));
    }

    private static String malformed(JacksonException exception) {
        @Nullable TokenStreamLocation location = exception.getLocation();
        String where = location == null || location.getLineNr() < 1
                ? ""
                : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
        return "The body must be one JSON object; it is not well-formed%s: %s."
                .formatted(where, reason(exception.getOriginalMessage()));
    }

    /** The parser's own words, up to where they begin to speak of its classes and options. */
    private static String reason(@Nullable String message) {
        if (message == null) {
            return "it cannot be read";
        }
        String words = message.replace(" for `ObjectNode`", "");
        Matcher internal = INTERNAL.matcher(words);
        return (internal.find() ? words.substring(0, internal.start()) : words).strip();
    }
}
