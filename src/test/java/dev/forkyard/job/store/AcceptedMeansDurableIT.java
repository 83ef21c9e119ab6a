package dev.forkyard.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a JVM in the middle of its writes: whatever it was told is durable must be there. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("long")
final class AcceptedMeansDurableIT {

    @RepeatedTest(3)
    void everyJobThatWasAcceptedIsThereAfterAKill(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("forkyard.db");
        Set<UUID> accepted = insertUntilKilled(file, ThreadLocalRandom.current().nextInt(1, 3_000));

        try (HikariDataSource dataSource = Databases.sqlite(file);
                JobStore store = new JobStore(dataSource, (operation, took) -> {}, Clock.systemUTC())) {
            JobQuery all = new JobQuery(Set.of(), null, Map.of(), null, null, null, Integer.MAX_VALUE);
            Set<UUID> stored = store.list(all).stream().map(Job::id).collect(Collectors.toSet());
            assertThat(accepted).isNotEmpty();
            assertThat(stored).containsAll(accepted);
        }
    }

    private static Set<UUID> insertUntilKilled(Path file, int killAfter) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        InsertUntilKilled.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<UUID> accepted = new HashSet<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = out.readLine()) != null) {
                // Killed while it prints, it may leave part of a line; the log of the migration is not ours.
                if (line.length() == 36 && line.startsWith("0190")) {
                    accepted.add(UUID.fromString(line));
                    if (accepted.size() == killAfter) {
                        // Unlike the process itself, its handle leaves what it has printed to be read.
                        process.toHandle().destroyForcibly();
                    }
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return accepted;
    }
}
