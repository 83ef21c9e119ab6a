package dev.forkyard.catalog.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.catalog.digits.PiDigits.Algorithm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a JVM says that it can compute, it computes. */
@Timeout(600)
@Tag("long")
class DigitsMemoryTests {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void heapIsEnoughForAsManyDigitsAsToldWithoutGmp(Algorithm algorithm) throws Exception {
        List<String> told = probe(withoutJna(), algorithm);

        int digits = Integer.parseInt(told.get(0));
        assertThat(digits).isBetween(900_000, 1_100_000);
        assertThat(told.get(1)).isEqualTo(sha256(digits));
    }

    @ParameterizedTest
    @EnumSource
    void heapMayBeSmallWhereNumbersAreElsewhere(Algorithm algorithm) throws Exception {
        int digits = 4_000_000;
        List<String> told = probe(System.getProperty("java.class.path"), algorithm, Integer.toString(digits));

        assertThat(told.get(1)).isEqualTo(sha256(digits));
    }

    @Test
    void limitIsThatOfTheMemoryWhereTheNumbersAre() {
        long gigabyte = 1L << 30;
        assertThat(DigitsMemory.mostDigits(true, gigabyte, 9 * gigabyte)).isBetween(60_000_000L, 65_000_000L);
        assertThat(DigitsMemory.mostDigits(false, gigabyte, 9 * gigabyte)).isBetween(500_000_000L, 550_000_000L);
        assertThat(DigitsMemory.mostDigits(false, gigabyte, gigabyte / 2)).isBetween(8_000_000L, 9_000_000L);
        assertThat(DigitsMemory.mostDigits(true, 1 << 20, gigabyte)).isEqualTo(1);
    }

    /** What the probe prints. */
    private List<String> probe(String classPath, Algorithm algorithm, String... digits)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx24m", "-XX:+UseSerialGC", "--add-modules=jdk.incubator.vector"));
        command.addAll(List.of("-cp", classPath, MemoryProbe.class.getName()));
        command.addAll(List.of(
                algorithm.name(), Files.createTempDirectory(directory, "files").toString()));
        command.addAll(List.of(digits));
        Path told = directory.resolve("told");
        Path warned = directory.resolve("warned");
        Process process = new ProcessBuilder(command)
                .redirectOutput(told.toFile())
                .redirectError(warned.toFile())
                .start();
        try {
            int exitCode = process.waitFor();
            assertThat(exitCode).as(Files.readString(warned)).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(told);
    }

    private static String sha256(int digits) throws Exception {
        return DigitsText.sha256(ReferencePi.apfloat(digits));
    }

    private static String withoutJna() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(element -> !element.contains("jna"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
