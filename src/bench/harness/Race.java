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
 * into {@link #TURN}. What takes milliseconds is slower at its first run after a peer's turn than at the next, so both are
 * told. The first round is not counted, unless it has used up a quarter of the time.
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

    /** The seconds of one contender's runs, and of the first ones of its turns alone, or why there are none. */
    record Outcome(double[] seconds, double[] firsts, String missing) {

        /** Runs that were each a turn. */
        Outcome(double[] seconds, String missing) {
            this(seconds, seconds, missing);
        }

        /** The same of the first run of each turn alone. */
        Outcome firstOfTurns() {
            return new Outcome(firsts, missing);
        }

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
        Map<String, List<List<Double>>> turns = new LinkedHashMap<>();
        Map<String, String> missing = new LinkedHashMap<>();
        contenders.keySet().forEach(name -> turns.put(name, new ArrayList<>()));
        long start = System.nanoTime();
        round(contenders.keySet(), turns, missing);
        boolean counted = elapsed(start) > patience.toMillis() / 4e3;
        if (!counted) {
            turns.values().forEach(List::clear);
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
            round(order, turns, missing);
        }
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        turns.forEach((name, all) -> outcomes.put(
                name,
                new Outcome(
                        all.stream()
                                .flatMap(List::stream)
                                .mapToDouble(Double::doubleValue)
                                .toArray(),
                        all.stream().mapToDouble(turn -> turn.get(0)).toArray(),
                        missing.getOrDefault(name, ""))));
        return outcomes;
    }

    private void round(Iterable<String> order, Map<String, List<List<Double>>> turns, Map<String, String> missing)
            throws Exception {
        for (String name : order) {
            try {
                turns.get(name).add(turn(contenders.get(name)));
            } catch (NotMeasured e) {
                missing.put(name, e.getMessage());
            }
        }
    }

    private static List<Double> turn(Contender contender) throws Exception {
        List<Double> seconds = new ArrayList<>();
        double taken = 0;
        while (taken < TURN.toMillis() / 1e3) {
            double run = contender.seconds();
            seconds.add(run);
            taken += run;
        }
        return seconds;
    }

    private static double elapsed(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
