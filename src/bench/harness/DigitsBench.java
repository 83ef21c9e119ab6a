package harness;

import static harness.Samples.count;
import static harness.Samples.time;

import harness.Race.Outcome;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures {@code pi-digits}: the tutorial's list, large precisions beside GMP, and all algorithms for the plot. */
final class DigitsBench {

    private static final String LIST =
            "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[1000,1500,2000],\"algorithm\":\"bbp\"}}";
    private static final List<String> ALGORITHMS = List.of("chudnovsky", "gauss-legendre", "machin", "bbp");
    private static final List<String> PARTS = List.of("series", "root", "division", "conversion");
    private static final Map<Integer, String> GOALS = Map.of(1_000_000, "0.30 s", 10_000_000, "4.5 s");
    private static final String GMP = "C with GMP, one thread";
    private static final Duration PLOT_PATIENCE = Duration.ofSeconds(20);
    private static final int LARGEST_JSON = 1 << 20;

    private final Server server;
    private final Reference gmp;
    private final Sizes sizes;

    private DigitsBench(Server server, Reference gmp, Sizes sizes) {
        this.server = server;
        this.gmp = gmp;
        this.sizes = sizes;
    }

    static void run(Sizes sizes) throws Exception {
        Reference gmp = Reference.piGmp();
        try (Server server = Server.start()) {
            var bench = new DigitsBench(server, gmp, sizes);
            bench.list();
            Map<Integer, Outcome[]> raced = bench.precisions();
            if (sizes.hugeDigits() > 0) {
                raced.put(sizes.hugeDigits(), bench.huge());
            }
            bench.plot(raced);
        }
    }

    private static String job(int digits, String more) {
        return "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[%d]%s}}".formatted(digits, more);
    }

    private void list() throws Exception {
        int workers = server.workers().size();
        server.warmUp(LIST, sizes.warming().multipliedBy(8), sizes.longest());
        try (Python python = Python.start(workers)) {
            Map<String, Outcome> outcomes = new Race(sizes.rounds(), sizes.patience())
                    .with("Forkyard, over HTTP", () -> server.seconds(LIST, sizes.longest()))
                    .with(python.version() + ", Pool(3)", () -> python.seconds("bbp.pool", sizes.longest()))
                    .with(python.version() + ", in sequence", () -> python.seconds("bbp.sequence", sizes.longest()))
                    .run();
            var table = new Table("π to 1000, 1500 and 2000 digits by BBP; goal 15 ms", "median (runs)");
            outcomes.forEach((name, outcome) -> table.outcome(name, outcome));
            outcomes.forEach((name, outcome) ->
                    table.outcome(name + ", each the first after a peer's turn", outcome.firstOfTurns()));
            table.end();
        }
    }

    /** By digits, the outcomes of Forkyard and of GMP. */
    private Map<Integer, Outcome[]> precisions() throws Exception {
        Map<Integer, Outcome[]> all = new LinkedHashMap<>();
        Map<String, List<Double>> parts = new LinkedHashMap<>();
        for (int digits : sizes.precisions()) {
            all.put(digits, race(digits, parts));
        }
        var table = new Table("digits of π", "Forkyard, over HTTP", GMP, "GMP's time over Forkyard's", "goal");
        all.forEach((digits, outcomes) -> {
            table.row(
                    count(digits),
                    outcomes[0].cellWithRuns(),
                    outcomes[1].cellWithRuns(),
                    ratio(outcomes[1].median() / outcomes[0].median()),
                    GOALS.getOrDefault(digits, ""));
            table.missing("Forkyard", outcomes[0]);
            table.missing(GMP, outcomes[1]);
        });
        table.end();
        breakdown(parts);
        return all;
    }

    private Outcome[] race(int digits, Map<String, List<Double>> parts) throws Exception {
        try {
            server.warmUp(job(digits, ""), sizes.warming(), sizes.longest());
        } catch (NotMeasured e) {
            // The race will tell why.
            System.err.println(count(digits) + " digits: " + e.getMessage());
        }
        Map<String, Outcome> outcomes = new Race(sizes.rounds(), sizes.patience())
                .with("Forkyard", () -> server.seconds(job(digits, ""), sizes.longest()))
                .with(GMP, () -> {
                    Map<String, String> said = gmp.run(sizes.longest(), digits);
                    for (String part : PARTS) {
                        parts.computeIfAbsent(count(digits) + " " + part, key -> new ArrayList<>())
                                .add(Double.valueOf(said.get(part)));
                    }
                    return Double.parseDouble(said.get("total"));
                })
                .run();
        int counted = outcomes.get(GMP).seconds().length;
        for (String part : PARTS) {
            List<Double> all = parts.getOrDefault(count(digits) + " " + part, new ArrayList<>());
            all.subList(0, all.size() - counted).clear();
        }
        return new Outcome[] {outcomes.get("Forkyard"), outcomes.get(GMP)};
    }

    private void breakdown(Map<String, List<Double>> parts) {
        if (parts.isEmpty()) {
            return;
        }
        var table = new Table("where the C program's time goes", "series", "root", "division", "conversion");
        for (int digits : sizes.precisions()) {
            List<String> row = new ArrayList<>(List.of(count(digits) + " digits"));
            for (String part : PARTS) {
                List<Double> values = parts.getOrDefault(count(digits) + " " + part, List.of());
                row.add(
                        values.isEmpty()
                                ? "—"
                                : time(Samples.median(values.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray())));
            }
            table.row(row.toArray(String[]::new));
        }
        table.end();
    }

    private static String ratio(double value) {
        return Double.isNaN(value) ? "—" : String.format(Locale.ROOT, "%.2f", value);
    }

    private void plot(Map<Integer, Outcome[]> raced) throws Exception {
        Map<String, Map<Integer, Outcome>> curves = new LinkedHashMap<>();
        ALGORITHMS.forEach(algorithm -> curves.put(algorithm, new LinkedHashMap<>()));
        curves.put(GMP, new LinkedHashMap<>());
        for (int digits : sizes.plotted()) {
            var race = new Race(5, PLOT_PATIENCE);
            for (String algorithm : ALGORITHMS) {
                String job = job(digits, ",\"algorithm\":\"" + algorithm + "\"");
                race.with(algorithm, () -> server.seconds(job, sizes.longest()));
            }
            race.with(GMP, () -> gmp.seconds(sizes.longest(), digits));
            race.run().forEach((name, outcome) -> curves.get(name).put(digits, outcome));
        }
        raced.forEach((digits, outcomes) -> {
            curves.get("chudnovsky").putIfAbsent(digits, outcomes[0]);
            curves.get(GMP).putIfAbsent(digits, outcomes[1]);
        });
        table(curves);
        Path file = Path.of(sizes.whole() ? "docs/pi-time.svg" : "target/pi-time.svg");
        Files.writeString(file, TimePlot.svg(curves));
        System.out.println("\nThe same as a plot: " + file);
    }

    private static void table(Map<String, Map<Integer, Outcome>> curves) {
        List<String> head = new ArrayList<>(List.of("digits of π"));
        head.addAll(curves.keySet());
        var table = new Table(head.toArray(String[]::new));
        curves.values().stream()
                .flatMap(curve -> curve.keySet().stream())
                .distinct()
                .sorted()
                .forEach(digits -> {
                    List<String> row = new ArrayList<>(List.of(count(digits)));
                    curves.forEach((name, curve) -> {
                        Outcome outcome = curve.get(digits);
                        row.add(outcome == null ? "" : outcome.cell());
                        if (outcome != null) {
                            table.missing(name, outcome);
                        }
                    });
                    table.row(row.toArray(String[]::new));
                });
        table.end();
    }

    /**
     * Once: the time, the memory, and whether the digits are those of the C program.
     *
     * @return the outcomes of Forkyard and of GMP
     */
    private Outcome[] huge() throws Exception {
        int digits = sizes.hugeDigits();
        double[] seconds = {};
        double[] gmpSeconds = {};
        String missing = "";
        var table = new Table(count(digits) + " digits of π, once", "");
        Path expected = Programs.directory("digits").resolve("pi.txt");
        try {
            Server.Run run;
            try (PeakMemory memory = PeakMemory.watch(server)) {
                run = server.run(job(digits, ""), sizes.longest());
                seconds = new double[] {run.seconds()};
                table.row("Forkyard, over HTTP", time(run.seconds()));
                table.row("most memory that one worker held", gigabytes(memory.largest()));
                table.row("most memory that all workers held together", gigabytes(memory.together()));
            }
            long start = System.nanoTime();
            String ours = sha256(server.stream(run.path() + "/result", "text/plain"));
            table.row("reading the digits as text", time((System.nanoTime() - start) / 1e9));
            table.row("SHA-256 of these digits", ours);
            table.row("SHA-256 in the result", told(run.path() + "/result", ours));
            gmpSeconds = new double[] {gmp.seconds(sizes.longest(), digits, expected)};
            table.row(GMP, time(gmpSeconds[0]));
            String theirs = sha256(Files.newInputStream(expected));
            table.row("SHA-256 of its digits", theirs + (theirs.equals(ours) ? ", the same" : ", **not the same**"));
        } catch (NotMeasured e) {
            missing = String.valueOf(e.getMessage());
            table.note("Not all was measured: " + missing);
        }
        table.end();
        Programs.delete(expected.getParent());
        return new Outcome[] {new Outcome(seconds, missing), new Outcome(gmpSeconds, missing)};
    }

    private String told(String path, String ours) throws Exception {
        try (InputStream in = server.stream(path, "application/json")) {
            String start = new String(in.readNBytes(LARGEST_JSON), StandardCharsets.UTF_8);
            if (!start.contains("\"sha256\":")) {
                return "none";
            }
            String told = Json.text(start, "sha256");
            return told + (told.equals(ours) ? ", the same" : ", **not the same**");
        }
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }

    private static String sha256(InputStream content) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (content) {
            byte[] buffer = new byte[1 << 16];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
