package dev.forkyard.api.http;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as requests write them: a whole number with its unit ({@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h},
 * {@code 1d}, a day being 24 hours) or ISO-8601.
 */
public final class Durations {

    private static final Pattern SIMPLE = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");

    /** The largest number that is told with a unit; what would need more is clearer as ISO-8601. */
    private static final int MOST = 999;

    private Durations() {}

    /** Empty when the text is no duration, or one below zero. */
    public static Optional<Duration> parse(String text) {
        Matcher simple = SIMPLE.matcher(text);
        if (simple.matches()) {
            return Optional.of(Duration.of(Long.parseLong(simple.group(1)), unit(simple.group(2))));
        }
        try {
            return Optional.of(Duration.parse(text)).filter(duration -> !duration.isNegative());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The text that {@link #parse} gives this duration for: with the largest unit that fits, a single day in hours. */
    public static String text(Duration duration) {
        for (String word : new String[] {"d", "h", "m", "s", "ms"}) {
            Duration unit = unit(word).getDuration();
            long amount = duration.dividedBy(unit);
            boolean fits = amount <= MOST && duration.equals(unit.multipliedBy(amount));
            if (fits && amount >= (word.equals("d") ? 2 : 1)) {
                return amount + word;
            }
        }
        return duration.toString();
    }

    private static ChronoUnit unit(String word) {
        return switch (word) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }
}
