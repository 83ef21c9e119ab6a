package dev.forkyard.catalog.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.LongVector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is computed in JVMs whose vectors are of other lengths, or that have none, is the same. */
@Timeout(300)
class VectorWidthTests {

    private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

    private static String expected = "";

    @TempDir
    Path directory;

    @BeforeAll
    static void computeWithoutVectors() throws Exception {
        expected = VectorProbe.results(new ArrayKernel());
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void vectorsOfAnyLength(int bits) throws Exception {
        int longest = LongVector.SPECIES_PREFERRED.vectorBitSize();
        assumeTrue(bits <= longest, "this machine's vectors have %d bits at most".formatted(longest));

        assertThat(probe(VECTORS, "-XX:MaxVectorSize=" + bits / 8)).containsExactly(Integer.toString(bits), expected);
    }

    @Test
    void noFusedMultiplyAdd() throws Exception {
        assertThat(probe(VECTORS, "-XX:-UseFMA")).last().isEqualTo(expected);
    }

    @Test
    void noVectorModule() throws Exception {
        assertThat(probe(List.of())).containsExactly("0", expected);
    }

    @Test
    void onlyTheFirstOfTheCompilers() throws Exception {
        assertThat(probe(List.of(), "-XX:TieredStopAtLevel=1")).last().isEqualTo(expected);
    }

    private List<String> probe(List<String> module, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(module);
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), VectorProbe.class.getName()));
        Path told = directory.resolve("told");
        Process process = new ProcessBuilder(command)
                .redirectOutput(told.toFile())
                .redirectError(directory.resolve("warned").toFile())
                .start();
        try {
            assertThat(process.waitFor())
                    .as(() -> "exit code of " + command + ", which warned: " + warned())
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(told);
    }

    private String warned() {
        try {
            return Files.readString(directory.resolve("warned"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
