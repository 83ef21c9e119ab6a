package harness;

import static harness.Samples.count;

import harness.Race.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Measures {@code pi-hex-digits}, beside a C program on one thread, and compares their digits. */
final class HexBench {

    private static final String TYPE = "pi-hex-digits";
    private static final int COUNT = 16;

    private HexBench() {}

    static void run(Sizes sizes) throws Exception {
        Reference reference = Reference.piHex();
        try (Server server = Server.start()) {
            boolean known = server.knows(TYPE);
            if (known) {
                server.warmUp(job(sizes.hexPositions().get(0)), sizes.warming(), sizes.longest());
            }
            var table = new Table(
                    "16 hexadecimal digits of π from position",
                    "Forkyard, over HTTP",
                    "C, one thread",
                    "the same digits");
            for (long position : sizes.hexPositions()) {
                row(position, known ? server : null, reference, sizes, table);
            }
            if (!known) {
                table.note("Forkyard: not measured; this server does not know the job type `" + TYPE + "`");
            }
            table.end();
        }
    }

    private static void row(long position, Server server, Reference reference, Sizes sizes, Table table)
            throws Exception {
        var ours = new AtomicReference<>("");
        var theirs = new AtomicReference<>("");
        Race race = new Race(sizes.rounds(), sizes.patience()).with("C", () -> {
            Map<String, String> said = reference.run(sizes.longest(), position, COUNT);
            theirs.set(said.get("digits"));
            return Double.parseDouble(said.get("total"));
        });
        if (server != null) {
            race.with("Forkyard", () -> {
                Server.Run run = server.run(job(position), sizes.longest());
                ours.set(run.answer().toLowerCase(Locale.ROOT));
                return run.seconds();
            });
        }
        Map<String, Outcome> outcomes = race.run();
        Outcome forkyard = outcomes.getOrDefault("Forkyard", new Outcome(new double[0], ""));
        boolean both = !ours.get().isEmpty() && !theirs.get().isEmpty();
        String same = ours.get().contains("\"" + theirs.get() + "\"") ? "yes" : "**no**";
        table.row(count(position), forkyard.cellWithRuns(), outcomes.get("C").cellWithRuns(), both ? same : "—");
        table.missing("Forkyard", forkyard);
        table.missing("C", outcomes.get("C"));
    }

    private static String job(long position) {
        return "{\"type\":\"%s\",\"params\":{\"position\":%d,\"count\":%d}}".formatted(TYPE, position, COUNT);
    }
}
