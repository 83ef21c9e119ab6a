package harness;

import static harness.Samples.count;

import harness.Race.Outcome;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures {@code map} with many items, from the request to the last byte of the result, beside Python's pool. */
final class MapBench {

    private static final int MILLION = 1_000_000;
    private static final int TENTH = 10;

    private MapBench() {}

    static void run(Sizes sizes) throws Exception {
        try (Server server = Server.start();
                Python python = Python.start(server.workers().size())) {
            for (int items : new int[] {MILLION / TENTH, MILLION}) {
                String job = job(items);
                server.warmUp(job, sizes.warming(), sizes.longest());
                Map<String, Outcome> outcomes = new Race(sizes.rounds(), sizes.patience())
                        .with("Forkyard, over HTTP, the result read", () -> seconds(server, job, items, sizes))
                        .with(
                                python.version() + ", Pool.map, in process, nothing stored",
                                () -> python.seconds("squares.pool " + items, sizes.longest()))
                        .run();
                String goal = items == MILLION ? "; goal 2 s" : "";
                var table = new Table("squares of " + count(items) + " integers, one job" + goal, "median (runs)");
                outcomes.forEach(table::outcome);
                table.end();
            }
        }
    }

    private static double seconds(Server server, String job, int items, Sizes sizes) throws Exception {
        long start = System.nanoTime();
        String result = server.get(server.run(job, sizes.longest()).path() + "/result").body();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!result.endsWith("," + (long) items * items + "]}")) {
            throw new IllegalStateException("not the squares: " + result.substring(result.length() - 100));
        }
        return seconds;
    }

    private static String job(int items) {
        String numbers = IntStream.rangeClosed(1, items).mapToObj(Integer::toString).collect(Collectors.joining(","));
        return "{\"type\":\"map\",\"params\":{\"function\":\"square\",\"items\":[" + numbers + "]}}";
    }
}
