package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A C program that computes what a job computes; compiled if the machine has what it needs. */
final class Reference {

    private static final Path SOURCES = Path.of("src/bench/reference");
    private static final Duration COMPILE_LIMIT = Duration.ofMinutes(1);

    private final Path program;
    private final String missing;

    private Reference(Path program, String missing) {
        this.program = program;
        this.missing = missing;
    }

    /** Chudnovsky's series with GMP, on one thread. */
    static Reference piGmp() throws Exception {
        return compiled("pi_gmp", List.of("-O2"), List.of("-lgmp", "-lm"));
    }

    /** Digit extraction, on one thread. */
    static Reference piHex() throws Exception {
        return compiled("pi_hex", List.of("-O3", "-march=native"), List.of());
    }

    /** Random points with AVX-512. */
    static Reference monteCarlo() throws Exception {
        Path cpu = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(cpu) || !Files.readString(cpu).contains("avx512f")) {
            return new Reference(null, "the processor has no AVX-512, as far as /proc/cpuinfo tells");
        }
        return compiled("monte_carlo_avx512", List.of("-O3", "-march=native", "-pthread"), List.of());
    }

    private static Reference compiled(String name, List<String> options, List<String> libraries)
            throws IOException, InterruptedException {
        Path program = Programs.directory("reference").resolve(name);
        List<String> command = new ArrayList<>(List.of("gcc"));
        command.addAll(options);
        command.addAll(
                List.of("-o", program.toString(), SOURCES.resolve(name + ".c").toString()));
        command.addAll(libraries);
        try {
            Programs.lines(COMPILE_LIMIT, command.toArray(String[]::new));
            return new Reference(program, "");
        } catch (NotMeasured e) {
            String why =
                    e.getMessage().contains("gmp") ? "libgmp and its header gmp.h are not installed" : e.getMessage();
            return new Reference(program, why);
        }
    }

    /**
     * Runs the program once.
     *
     * @return the words that it prints, in pairs
     * @throws NotMeasured if the program is missing, fails or takes too long
     */
    Map<String, String> run(Duration limit, Object... arguments) throws Exception {
        if (!missing.isEmpty()) {
            throw new NotMeasured(missing);
        }
        List<String> command = new ArrayList<>(List.of(program.toString()));
        List.of(arguments).forEach(argument -> command.add(argument.toString()));
        Map<String, String> said = new LinkedHashMap<>();
        String[] words = String.join(" ", Programs.lines(limit, command.toArray(String[]::new)))
                .split("\\s+");
        for (int i = 0; i + 1 < words.length; i += 2) {
            said.put(words[i], words[i + 1]);
        }
        return said;
    }

    /** What the program's own clock says of one run. */
    double seconds(Duration limit, Object... arguments) throws Exception {
        return Double.parseDouble(run(limit, arguments).get("total"));
    }
}
