package dev.forkyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.pool.plugin.PluginJars;
import dev.forkyard.pool.plugin.VersionedPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A job goes on with its plug-in as it was, though the server is killed and the plug-in replaced meanwhile. */
@Timeout(300)
@Tag("long")
class KilledPluginJobIT {

    @TempDir
    Path directory;

    @Test
    void jobOfAKilledServerEndsWithTheCodeThatItBeganWith() throws Exception {
        Path loaders = directory.resolve("loaders");
        Path release = directory.resolve("release");
        PluginJars jars = new PluginJars(Files.createDirectory(directory.resolve("made")));
        Path plugin = Files.createDirectories(directory.resolve("data/plugins")).resolve("versioned.jar");
        PluginJars.move(VersionedPlugin.jar(jars, "one", loaders), plugin);
        String id;
        try (ServerProcess server = launch()) {
            awaitServing(server);
            JsonNode job = server.postJson(
                    "/api/v1/jobs",
                    "{\"type\":\"versioned\",\"params\":{\"files\":[\"/\",\"%s\"]}}".formatted(release));
            id = job.path("id").asString();
            await("one task has ended")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> server.getJson("/api/v1/jobs/" + id)
                                    .at("/progress/tasks/succeeded")
                                    .asInt()
                            == 1);
            server.kill();
        }
        PluginJars.move(VersionedPlugin.jar(jars, "two", loaders), plugin);
        try (ServerProcess server = launch()) {
            awaitServing(server);
            JsonNode next = server.postJson(
                    "/api/v1/jobs", "{\"type\":\"versioned\",\"params\":{\"files\":[\"/\"]}}", "Prefer", "wait=60");
            Files.createFile(release);
            JsonNode old = server.getJson("/api/v1/jobs/" + id + "?wait=60s");

            assertThat(next.at("/result/combinedBy").asString())
                    .as(next.toString())
                    .isEqualTo("two");
            assertThat(old.at("/result/combinedBy").asString())
                    .as(old.toString())
                    .isEqualTo("one");
            assertThat(old.at("/result/seen/1/version").asString()).isEqualTo("one");
        }
    }

    /** A server is ready though a plug-in is still being tried, if that takes long. */
    private static void awaitServing(ServerProcess server) {
        await("the plug-in as it is in the directory")
                .atMost(Duration.ofMinutes(1))
                .until(() -> {
                    JsonNode plugin = server.getJson("/api/v1/plugins").at("/items/0");
                    return plugin.hasNonNull("serving")
                            && plugin.path("serving").equals(plugin.path("sha256"));
                });
    }

    private ServerProcess launch() throws IOException {
        return ServerProcess.start(directory, "--forkyard.pool.size=2", "--forkyard.pool.heap=64MB");
    }
}
