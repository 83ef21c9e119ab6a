package harness;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs the groups of measurements that the command line names, or all of them, and prints their tables. */
public final class Main {

    private static final List<String> PI = List.of("digits", "hex", "montecarlo", "warmup", "progress");

    private Main() {}

    /** One group, which starts the servers that it needs. */
    private interface Group {
        void run(Sizes sizes) throws Exception;
    }

    /** Runs what the command line asks for; the exit code. */
    public static int run(String... args) throws Exception {
        Map<String, Group> groups = new LinkedHashMap<>();
        groups.put("jobs", sizes -> JobsBench.run());
        groups.put("map", MapBench::run);
        groups.put("pool", sizes -> PoolBench.run());
        groups.put("digits", DigitsBench::run);
        groups.put("hex", HexBench::run);
        groups.put("montecarlo", MonteCarloBench::run);
        groups.put("warmup", WarmUpBench::run);
        groups.put("progress", ProgressBench::run);

        List<String> names = new ArrayList<>(List.of(args));
        boolean tiny = names.remove("--tiny");
        boolean huge = names.remove("--huge");
        Set<String> wanted = new LinkedHashSet<>();
        for (String name : names) {
            wanted.addAll(name.equals("pi") ? PI : List.of(name));
        }
        if (!groups.keySet().containsAll(wanted) || tiny && huge) {
            System.err.println("usage: java src/bench/Bench.java [pi | " + String.join(" | ", groups.keySet())
                    + "] ... [--tiny | --huge]");
            return 2;
        }
        if (!Files.isRegularFile(Server.JAR)) {
            System.err.println(Server.JAR + " is missing: run ./mvnw -q package -DskipTests first");
            return 1;
        }
        Sizes sizes = tiny ? Sizes.tiny() : Sizes.full(huge);
        System.out.printf(
                "JDK %s, %d cores%s; load average before the run %.2f%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        if (tiny) {
            System.out.println("\n**Tiny sizes, to try the harness: no figure below says anything.**");
        }
        int failed = 0;
        for (String name : wanted.isEmpty() ? groups.keySet() : wanted) {
            try {
                groups.get(name).run(sizes);
            } catch (IOException | NotMeasured | IllegalStateException e) {
                System.out.printf("%nThe group `%s` ended early: %s%n", name, e);
                failed = 1;
            }
        }
        return failed;
    }

    private static String processor() throws Exception {
        Path info = Path.of("/proc/cpuinfo");
        return !Files.isReadable(info)
                ? ""
                : Files.readAllLines(info).stream()
                        .filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .map(line ->
                                " of " + line.substring(line.indexOf(':') + 1).strip())
                        .orElse("");
    }
}
