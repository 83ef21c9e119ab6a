package harness;

import harness.Race.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws time against digits as SVG, both axes logarithmic. The drawing has a background of its own, light or dark as
 * the reader prefers, so that it can be read on any page.
 */
final class TimePlot {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 500;
    private static final int LEFT = 84;
    private static final int RIGHT = 24;
    private static final int TOP = 24;
    private static final int BOTTOM = 62;
    private static final int LEGEND_LINE = 22;
    private static final int LEGEND_WIDTH = 290;

    private static final String HEAD =
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" \
            aria-label="Time against digits of π, by algorithm">
            <style>
              svg { font: 14px system-ui, sans-serif }
              .page { fill: #ffffff }
              .ink { fill: #24292f }
              .grid { stroke: #d0d7de; stroke-width: 1 }
              .frame { fill: none; stroke: #6e7781; stroke-width: 1 }
              .curve { fill: none; stroke-width: 2.5 }
              .c0 { stroke: #0072b2; color: #0072b2 }
              .c1 { stroke: #b4530a; color: #b4530a }
              .c2 { stroke: #007a5a; color: #007a5a }
              .c3 { stroke: #a8467f; color: #a8467f }
              .c4 { stroke: #57606a; color: #57606a }
              .mark { fill: currentColor; stroke-width: 1 }
              @media (prefers-color-scheme: dark) {
                .page { fill: #161b22 }
                .ink { fill: #e6edf3 }
                .grid { stroke: #30363d }
                .frame { stroke: #8b949e }
                .c0 { stroke: #58b0f0; color: #58b0f0 }
                .c1 { stroke: #f0883e; color: #f0883e }
                .c2 { stroke: #3fc79a; color: #3fc79a }
                .c3 { stroke: #e48fc0; color: #e48fc0 }
                .c4 { stroke: #b1bac4; color: #b1bac4 }
              }
            </style>
            <rect class="page" width="%1$d" height="%2$d" rx="8"/>
            """;

    private static final List<String> DASHES = List.of("", "9 4", "2 4", "12 4 2 4", "5 5");
    private static final List<String> TICK_NAMES = List.of("1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms");
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private final StringBuilder out = new StringBuilder();
    private final int firstX;
    private final int lastX;
    private final int firstY;
    private final int lastY;

    private TimePlot(Map<String, Map<Integer, Outcome>> curves) {
        double[] xs = curves.values().stream()
                .flatMap(curve -> curve.entrySet().stream())
                .filter(point -> measured(point.getValue()))
                .mapToDouble(point -> Math.log10(point.getKey()))
                .toArray();
        double[] ys = curves.values().stream()
                .flatMap(curve -> curve.values().stream())
                .filter(TimePlot::measured)
                .mapToDouble(outcome -> Math.log10(outcome.median()))
                .toArray();
        firstX = floor(xs);
        lastX = ceiling(xs, firstX);
        firstY = floor(ys);
        lastY = ceiling(ys, firstY);
    }

    private static boolean measured(Outcome outcome) {
        return outcome.seconds().length > 0;
    }

    private static int floor(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
        }
        return values.length == 0 ? 0 : (int) Math.floor(least);
    }

    private static int ceiling(double[] values, int first) {
        double most = first + 1;
        for (double value : values) {
            most = Math.max(most, value);
        }
        return (int) Math.ceil(most);
    }

    /**
     * The drawing.
     *
     * @param curves by their names, and then by digits, what was measured; five at most
     */
    static String svg(Map<String, Map<Integer, Outcome>> curves) {
        return new TimePlot(curves).draw(curves);
    }

    private String draw(Map<String, Map<Integer, Outcome>> curves) {
        out.append(HEAD.formatted(WIDTH, HEIGHT));
        axes();
        add(
                "<rect class=\"page\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                LEFT + 8, TOP + 8, LEGEND_WIDTH, curves.size() * LEGEND_LINE + 8);
        int number = 0;
        for (Map.Entry<String, Map<Integer, Outcome>> curve : curves.entrySet()) {
            curve(number, curve.getValue());
            legend(number, curve.getKey(), curve.getValue().values().stream().anyMatch(TimePlot::measured));
            number++;
        }
        return out.append("</svg>\n").toString();
    }

    private void axes() {
        for (int power = firstX; power <= lastX; power++) {
            double x = x(power);
            line("grid", x, TOP, x, HEIGHT - BOTTOM);
            text(x, HEIGHT - BOTTOM + 22, "middle", "10" + RAISED.charAt(power));
        }
        for (int power = firstY; power <= lastY; power++) {
            double y = y(power);
            line("grid", LEFT, y, WIDTH - RIGHT, y);
            text(LEFT - 10, y + 5, "end", tick(power));
        }
        add(
                "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM);
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", "significant digits of π");
        double middle = (TOP + HEIGHT - BOTTOM) / 2.0;
        add(
                "<text class=\"ink\" text-anchor=\"middle\" transform=\"translate(20 %.1f) rotate(-90)\">time,"
                        + " median</text>",
                middle);
    }

    private static String tick(int power) {
        return power < 0 && power >= -TICK_NAMES.size()
                ? TICK_NAMES.get(power + TICK_NAMES.size())
                : String.format(Locale.ROOT, "%,.0f s", Math.pow(10, power));
    }

    private void curve(int number, Map<Integer, Outcome> points) {
        List<Map.Entry<Integer, Outcome>> shown = points.entrySet().stream()
                .filter(point -> measured(point.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .toList();
        var path = new StringBuilder();
        for (Map.Entry<Integer, Outcome> point : shown) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(String.format(
                            Locale.ROOT,
                            "%.1f %.1f",
                            x(Math.log10(point.getKey())),
                            y(Math.log10(point.getValue().median()))));
        }
        if (!path.isEmpty()) {
            stroke(number, path.toString());
        }
        shown.forEach(point -> mark(
                number,
                x(Math.log10(point.getKey())),
                y(Math.log10(point.getValue().median()))));
    }

    private void legend(int number, String name, boolean measured) {
        double y = TOP + 22 + number * LEGEND_LINE;
        double x = LEFT + 16;
        stroke(number, String.format(Locale.ROOT, "M%.1f %.1fL%.1f %.1f", x, y, x + 40, y));
        mark(number, x + 20, y);
        text(x + 50, y + 5, "start", measured ? name : name + " (not measured)");
    }

    private void stroke(int number, String path) {
        add("<path class=\"curve c%d\" stroke-dasharray=\"%s\" d=\"%s\"/>", number, DASHES.get(number), path);
    }

    /** A shape for each curve, so that colour is not all that tells them apart. */
    private void mark(int number, double x, double y) {
        String shape = List.of("M-4-4H4V4H-4Z", "M0-6L6 0L0 6L-6 0Z", "M0-6L6 5H-6Z", "M0 6L6-5H-6Z", "")
                .get(number);
        if (shape.isEmpty()) {
            add("<circle class=\"mark c%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"/>", number, x, y);
        } else {
            add("<path class=\"mark c%d\" transform=\"translate(%.1f %.1f)\" d=\"%s\"/>", number, x, y, shape);
        }
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
    }

    private void text(double x, double y, String anchor, String words) {
        add("<text class=\"ink\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
    }

    private void add(String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private double x(double power) {
        return LEFT + (power - firstX) / (lastX - firstX) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double power) {
        return HEIGHT - BOTTOM - (power - firstY) / (lastY - firstY) * (HEIGHT - TOP - BOTTOM);
    }
}
