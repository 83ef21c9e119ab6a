package harness;

import static harness.Samples.median;
import static harness.Samples.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures how much slower a server's first job of a kind is than its hundredth: sent as soon as the server is ready,
 * and after it has been idle for a while. Each first job has a server of its own.
 */
final class WarmUpBench {

    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int GOAL = 50;
    /** Jobs around the hundredth, whose median stands for it. */
    private static final int AROUND = 10;

    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("π to one digit", "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[1]}}");
        KINDS.put(
                "π to 1000, 1500 and 2000 digits by BBP",
                "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[1000,1500,2000],\"algorithm\":\"bbp\"}}");
        KINDS.put("π to 100,000 digits", "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[100000]}}");
        KINDS.put(
                "16 hexadecimal digits from 100,000",
                "{\"type\":\"pi-hex-digits\",\"params\":{\"position\":100000,\"count\":16}}");
        KINDS.put(
                "10,000,000 random points",
                "{\"type\":\"pi-monte-carlo\",\"params\":{\"samples\":10000000,\"seed\":42}}");
    }

    private WarmUpBench() {}

    static void run(Sizes sizes) throws Exception {
        startOnceUncounted(sizes);
        var table = new Table(
                "a server's jobs, one kind each",
                "first, at once",
                "first, after %d s".formatted(IDLE.toSeconds()),
                "hundredth",
                "first over hundredth, at once",
                "after %d s".formatted(IDLE.toSeconds()));
        for (Map.Entry<String, String> kind : KINDS.entrySet()) {
            try {
                row(kind.getKey(), kind.getValue(), sizes, table);
            } catch (NotMeasured e) {
                table.row(kind.getKey(), "—", "—", "—", "—", "—");
                table.note("%s: not measured; %s".formatted(kind.getKey(), e.getMessage()));
            }
        }
        table.note("The first job is to take less than %d times the hundredth's time.".formatted(GOAL));
        if (sizes.warmRuns() != 100) {
            table.note("What stands for the hundredth is the one after %d.".formatted(sizes.warmRuns()));
        }
        table.end();
    }

    /** So that the harness's own HTTP client is not what is cold. */
    private static void startOnceUncounted(Sizes sizes) throws Exception {
        try (Server server = Server.start()) {
            server.warmUp(KINDS.values().iterator().next(), sizes.warming(), sizes.longest());
        }
    }

    private static void row(String name, String job, Sizes sizes, Table table) throws Exception {
        List<Double> atOnce = new ArrayList<>();
        List<Double> afterIdling = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        for (int i = 0; i < sizes.starts(); i++) {
            measure(job, Duration.ZERO, sizes, atOnce, warm);
            measure(job, IDLE, sizes, afterIdling, warm);
        }
        double hundredth = middle(warm);
        table.row(
                name,
                time(middle(atOnce)),
                time(middle(afterIdling)),
                time(hundredth),
                times(middle(atOnce) / hundredth),
                times(middle(afterIdling) / hundredth));
    }

    private static void measure(String job, Duration idle, Sizes sizes, List<Double> first, List<Double> warm)
            throws Exception {
        try (Server server = Server.start()) {
            Thread.sleep(idle.toMillis());
            first.add(server.seconds(job, sizes.longest()));
            for (int i = 2; i < sizes.warmRuns() + AROUND / 2; i++) {
                double seconds = server.seconds(job, sizes.longest());
                if (i >= sizes.warmRuns() - AROUND / 2) {
                    warm.add(seconds);
                }
            }
        }
    }

    private static double middle(List<Double> values) {
        return median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, "%.1f%s", ratio, ratio > GOAL ? " (missed)" : "");
    }
}
