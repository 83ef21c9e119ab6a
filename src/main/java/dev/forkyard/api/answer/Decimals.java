package dev.forkyard.api.answer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Numbers as the answers write them: decimals without exponents and without needless zeros. */
final class Decimals {

    private static final int MICROSECONDS = 6;
    private static final int RATIO_DIGITS = 4;

    private Decimals() {}

    /** The duration in seconds, to the microsecond. */
    static BigDecimal seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return plain(seconds.setScale(MICROSECONDS, RoundingMode.HALF_UP));
    }

    /** A ratio or share, rounded down so that 1 is told only when all is done. */
    static BigDecimal ratio(double value) {
        return plain(BigDecimal.valueOf(value).setScale(RATIO_DIGITS, RoundingMode.DOWN));
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 1 ? stripped.setScale(1) : stripped;
    }
}
