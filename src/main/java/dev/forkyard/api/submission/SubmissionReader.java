package dev.forkyard.api.submission;

import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the bytes of a submission. Safe for use by any thread. */
public final class SubmissionReader {

    private static final Pattern INTERNAL = Pattern.compile("[:(;,][^:(;,]*(`|\\[Source|Feature)|\\R");

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(SubmissionLimits.JSON_DEPTH)
                            .maxNumberLength(SubmissionLimits.JSON_NUMBER_LENGTH)
                            .maxNameLength(SubmissionLimits.JSON_KEY_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final int maxLabels;

    /** @param maxLabels labels that one job may carry */
    public SubmissionReader(int maxLabels) {
        this.maxLabels = maxLabels;
    }

    /**
     * The submission that the bytes are the JSON of.
     *
     * @throws ProblemException when they are not JSON, or not that of a submission; with everything that is wrong
     */
    public Submission read(byte[] body) {
        JsonNode root;
        try {
            root = mapper.readTree(body);
        } catch (StreamConstraintsException | NumberFormatException e) {
            throw limitExceeded();
        } catch (JacksonException e) {
            throw new ProblemException(ProblemCode.MALFORMED_JSON, malformed(e));
        }
        // Arithmetic with such a number, wherever that may be done, could take all memory there is.
        if (hasHugeExponent(root)) {
            throw limitExceeded();
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(mapper.writeValueAsString(root))) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_JSON,
                    "The body must be text; an escape such as \\ud800 gives half of a character only.");
        }
        return new SubmissionFields(root, mapper, maxLabels).submission();
    }

    private static boolean hasHugeExponent(JsonNode node) {
        if (node.isBigDecimal()) {
            BigDecimal number = node.decimalValue();
            return Math.abs((long) number.precision() - number.scale()) > SubmissionLimits.JSON_EXPONENT;
        }
        return node.valueStream().anyMatch(SubmissionReader::hasHugeExponent);
    }

    private static ProblemException limitExceeded() {
        return new ProblemException(
                ProblemCode.JSON_LIMIT_EXCEEDED,
                ("The JSON may nest %d levels deep, its numbers may have %d characters and lie between 1e-%d and 1e%d, "
                                + "and its keys may have %d characters.")
                        .formatted(
                                SubmissionLimits.JSON_DEPTH,
                                SubmissionLimits.JSON_NUMBER_LENGTH,
                                SubmissionLimits.JSON_EXPONENT,
                                SubmissionLimits.JSON_EXPONENT,
                                SubmissionLimits.JSON_KEY_LENGTH));
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
