package harness;

import java.util.Arrays;
import java.util.Locale;

/** Statistics of measured values, and how they are written. */
final class Samples {

    private Samples() {}

    static double median(double[] values) {
        return percentile(values, 0.5);
    }

    static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    static String ms(Double seconds) {
        return seconds == null ? "not measured" : "%.2f ms".formatted(1e3 * seconds);
    }

    /** In milliseconds below a second. */
    static String time(double seconds) {
        return seconds < 1 ? ms(seconds) : String.format(Locale.ROOT, "%.3f s", seconds);
    }

    static String perSecond(Double value) {
        return value == null ? "not measured" : String.format(Locale.ROOT, "%,.0f /s", value);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
