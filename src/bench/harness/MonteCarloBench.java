package harness;

import static harness.Samples.count;

import harness.Race.Outcome;
import java.util.Map;

/** Measures {@code pi-monte-carlo}, beside a C program with AVX-512, NumPy, and the tutorial's plain Python. */
final class MonteCarloBench {

    private static final int TENTH = 10;

    private MonteCarloBench() {}

    static void run(Sizes sizes) throws Exception {
        Reference reference = Reference.monteCarlo();
        try (Server server = Server.start();
                Python python = Python.start(server.workers().size())) {
            int workers = server.workers().size();
            for (long samples : sizes.samples()) {
                String job = job(samples);
                server.warmUp(job, sizes.warming(), sizes.longest());
                Map<String, Outcome> outcomes = new Race(sizes.rounds(), sizes.patience())
                        .with("Forkyard, over HTTP", () -> server.seconds(job, sizes.longest()))
                        .with(
                                "C with AVX-512, xoshiro256+, " + workers + " threads",
                                () -> reference.seconds(sizes.longest(), samples, workers))
                        .with(
                                "NumPy, SFC64, Pool(" + workers + ")",
                                () -> python.seconds("numpy.pool " + samples, sizes.longest()))
                        .with(
                                python.version() + ", Pool(" + workers + "), a tenth of the points",
                                () -> python.seconds("plain.pool " + samples / TENTH, sizes.longest()))
                        .run();
                String goal = samples == 1_000_000_000 ? "; goal 0.20 s" : "";
                var table = new Table(count(samples) + " random points" + goal, "median (runs)");
                outcomes.forEach(table::outcome);
                table.end();
            }
        }
    }

    private static String job(long samples) {
        return "{\"type\":\"pi-monte-carlo\",\"params\":{\"samples\":%d,\"seed\":42}}".formatted(samples);
    }
}
