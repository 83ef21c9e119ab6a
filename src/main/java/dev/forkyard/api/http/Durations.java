package dev.forkyard.api.http;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as requests write them: a whole number with its unit ({@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}) or
 * ISO-8601.
 */
final class Durations {

    private static final Pattern SIMPLE = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");

    private Durations() {}

    /** Empty when the text is no duration, or one below zero. */
    static Optional<Duration> parse(String text) {
        Matcher simple = SIMPLE.matcher(text);
        if (simple.matches()) {
            long amount = Long.parseLong(simple.group(1));
            return Optional.of(
                    switch (simple.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        default -> Duration.ofHours(amount);
                    });
        }
        try {
            return Optional.of(Duration.parse(text)).filter(duration -> !duration.isNegative());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
