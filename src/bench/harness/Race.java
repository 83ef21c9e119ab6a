package harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures several contenders in turn, so that what disturbs the machine disturbs all of them alike.
 *
 * <p>In each round every contender has a turn, every other round in reverse order. A turn is one run, or as many as fit
 * into {@link #TURN}: what takes milliseconds would else be measured with caches that its peers have just filled, which
 * no user's second job finds. The first round is not counted, unless it has used up a quarter of the time.
 */
final class Race {

    private static final Duration TURN = Duration.ofMillis(500);

    private final int rounds;
    private final Duration patience;
    private final Map<String, Contender> contenders = new LinkedHashMap<>();

    Race(int rounds, Duration patience) {
        this.rounds = rounds;
        this.patience = patience;
    }

    /** What is timed. */
    interface Contender {
        /** Runs once, and tells the seconds that took. */
        double seconds() throws Exception;
    }

    /** The seconds of one contender's runs, or why there are none. */
    record Outcome(double[] seconds, String missing) {

        double median() {
            return seconds.length == 0 ? Double.NaN : Samples.median(seconds);
        }

        String cell() {
            return seconds.length == 0 ? "—" : Samples.time(median());
        }

        String cellWithRuns() {
            return seconds.length == 0 ? "—" : cell() + " (" + seconds.length + ")";
        }
    }

    Race with(String name, Contender contender) {
        contenders.put(name, contender);
        return this;
    }

    Map<String, Outcome> run() throws Exception {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        Map<String, String> missing = new LinkedHashMap<>();
        contenders.keySet().forEach(name -> seconds.put(name, new ArrayList<>()));
        long start = System.nanoTime();
        round(contenders.keySet(), seconds, missing);
        boolean counted = elapsed(start) > patience.toMillis() / 4e3;
        if (!counted) {
            seconds.values().forEach(List::clear);
        }
        for (int i = counted ? 1 : 0; i < rounds; i++) {
            List<String> order = new ArrayList<>(contenders.keySet());
            order.removeAll(missing.keySet());
            if (i > 0 && elapsed(start) > patience.toMillis() / 1e3 || order.isEmpty()) {
                break;
            }
            if (i % 2 == 1) {
                Collections.reverse(order);
            }
            round(order, seconds, missing);
        }
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        seconds.forEach((name, values) -> outcomes.put(
                name,
                new Outcome(
                        values.stream().mapToDouble(Double::doubleValue).toArray(), missing.getOrDefault(name, ""))));
        return outcomes;
    }

    private void round(Iterable<String> order, Map<String, List<Double>> seconds, Map<String, String> missing)
            throws Exception {
        for (String name : order) {
            try {
                turn(contenders.get(name), seconds.get(name));
            } catch (NotMeasured e) {
                missing.put(name, e.getMessage());
            }
        }
    }

    private static void turn(Contender contender, List<Double> seconds) throws Exception {
        double taken = 0;
        while (taken < TURN.toMillis() / 1e3) {
            double run = contender.seconds();
            seconds.add(run);
            taken += run;
        }
    }

    private static double elapsed(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
