package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.api.Http.Answer;
import dev.forkyard.pool.plugin.PluginJars;
import dev.forkyard.pool.plugin.VersionedPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Plug-ins that come, change and go while the service runs. */
@Timeout(900)
@Tag("long")
class PluginsIT extends RunningService {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private PluginJars jars;

    @BeforeEach
    void makeJars() {
        jars = new PluginJars(directory);
    }

    @AfterEach
    void removePlugins() throws IOException {
        try (Stream<Path> all = Files.list(plugins())) {
            for (Path each : all.toList()) {
                Files.delete(each);
            }
        }
        await("no plug-in is left")
                .atMost(PATIENCE)
                .until(() -> http.get("/api/v1/plugins").json().path("items").isEmpty());
    }

    @Test
    void exampleIsPickedUpAndRunsAndIsGoneAgain() throws IOException {
        Path jar = jars.example("hello-worker");
        JsonNode plugin = drop(jar, "hello-worker.jar");

        assertThat(plugin.path("state").asString()).isEqualTo("LOADED");
        assertThat(plugin.path("serving").asString()).isEqualTo(PluginJars.sha256(jar));
        assertThat(plugin.path("jobTypes").toString()).isEqualTo("[\"hello-worker\"]");
        assertThat(plugin.path("functions").toString()).isEqualTo("[\"shout\"]");
        assertThat(plugin.path("loadedAt").asString()).endsWith("Z");
        assertThat(http.get("/api/v1/job-types/hello-worker")
                        .json()
                        .at("/paramsSchema/required/0")
                        .asString())
                .isEqualTo("names");
        assertThat(http.get("/v3/api-docs").body()).contains("hello-worker");

        Answer job = http.run("hello-worker", "{\"names\":[\"Worker-1\",\"Worker-2\"]}");
        assertThat(job.state()).as(job.body()).isEqualTo("SUCCEEDED");
        assertThat(job.json().at("/result/visits/1/name").asString()).isEqualTo("Worker-2");
        assertThat(http.get(job.header("Location") + "/logs").body())
                .contains("In Worker-1")
                .contains("In Worker-2");
        assertThat(http.run("map", "{\"function\":\"shout\",\"items\":[\"a\",\"be\"]}")
                        .json()
                        .at("/result/values")
                        .toString())
                .isEqualTo("[\"A!\",\"BE!\"]");
        assertThat(http.submit("map", "{\"function\":\"shout\",\"items\":[1]}").pointers())
                .isEqualTo("/params/items/0");
        assertThat(http.submit("hello-worker", "{\"names\":[]}").pointers()).isEqualTo("/params/names");

        Files.delete(plugins().resolve("hello-worker.jar"));
        await("gone")
                .atMost(PATIENCE)
                .until(() -> http.get("/api/v1/job-types/hello-worker").status() == 404);
        assertThat(http.submit("hello-worker", "{\"names\":[\"a\"]}").code()).isEqualTo("UNKNOWN_JOB_TYPE");
        assertThat(http.submit("map", "{\"function\":\"shout\",\"items\":[\"a\"]}")
                        .pointers())
                .isEqualTo("/params/function");
        assertThat(http.get(job.header("Location")).state()).isEqualTo("SUCCEEDED");
    }

    @Test
    void jobKeepsItsCodeWhileNewOnesRunWhatReplacedIt() throws IOException {
        Path loaders = directory.resolve("loaders");
        drop(VersionedPlugin.jar(jars, "one", loaders), "versioned.jar");
        List<Path> releases = List.of(releaseFile(), releaseFile(), releaseFile());
        Answer old = http.post(
                "/api/v1/jobs",
                "{\"type\":\"versioned\",\"params\":{\"files\":%s},\"parallelism\":1}"
                        .formatted(releases.stream().map("\"%s\""::formatted).toList()));
        await("running")
                .atMost(PATIENCE)
                .until(() -> http.get(old.header("Location"))
                                .json()
                                .at("/progress/tasks/running")
                                .asInt()
                        == 1);

        drop(VersionedPlugin.jar(jars, "two", loaders), "versioned.jar");
        Answer next = http.run("versioned", "{\"files\":[\"/\",\"/\"]}");

        assertThat(next.state()).as(next.body()).isEqualTo("SUCCEEDED");
        assertThat(versions(next)).containsOnly("two");
        assertThat(next.json().at("/result/combinedBy").asString()).isEqualTo("two");
        assertThat(http.run("map", "{\"function\":\"version\",\"items\":[\"x\"]}")
                        .json()
                        .at("/result/values")
                        .toString())
                .isEqualTo("[\"two plug-in\"]");
        releases.forEach(RunningService::create);
        Answer ended = http.end(old.header("Location"));
        assertThat(ended.state()).as(ended.body()).isEqualTo("SUCCEEDED");
        assertThat(versions(ended)).containsOnly("one");
        assertThat(ended.json().at("/result/combinedBy").asString()).isEqualTo("one");
        assertThat(pids(ended)).doesNotContainAnyElementsOf(pids(next));
        assertThat(Files.readAllLines(loaders))
                .isNotEmpty()
                .doesNotContain(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void brokenJarsAreToldAndHurtNobody() throws IOException {
        Map<String, Path> broken = new LinkedHashMap<>();
        broken.put("It is no JAR", Files.writeString(directory.resolve("text"), "no JAR"));
        broken.put("It names no class in META-INF/services", jars.of(Map.of(), List.of(), List.of()));
        broken.put(
                "It cannot be loaded: dev.forkyard.task.Function: Provider one.Missing not found",
                jars.of(Map.of(), List.of(), List.of("one.Missing")));
        broken.put(
                "java.lang.NoClassDefFoundError: one/Base",
                jars.without(
                        "one.Base",
                        Map.of(
                                "one/Base.java",
                                "package one; class Base { static int x() { return 1; } }",
                                "one/Only.java",
                                PluginJars.functionSource("f", "Base.x();", "x")),
                        List.of("one.Only")));
        broken.put(
                "java.lang.IllegalStateException: on purpose",
                jars.function("f", "if (true) throw new IllegalStateException(\"on purpose\");", "x"));
        broken.put("it exited with code 3", jars.function("f", "System.exit(3);", "x"));
        broken.put("it was ended by SIGKILL", jars.function("f", KILLS_ITSELF, "x"));
        broken.put("has the name of a built-in one", jars.function("square", "", "x"));
        broken.put("must be named by 1 to 100 lower-case letters", jars.function("Not A Name", "", "x"));
        List<Long> workers = workers();

        int number = 0;
        for (Path each : broken.values()) {
            PluginJars.move(each, plugins().resolve("broken-" + number++ + ".jar"));
        }
        number = 0;
        for (Map.Entry<String, Path> each : broken.entrySet()) {
            JsonNode plugin = awaitPlugin("broken-" + number++ + ".jar", PluginJars.sha256(each.getValue()));
            assertThat(plugin.path("state").asString()).isEqualTo("BROKEN");
            assertThat(plugin.path("problem").asString())
                    .contains(each.getKey())
                    .endsWith(".");
            assertThat(plugin.has("serving")).isFalse();
        }

        assertThat(http.run("map", "{\"function\":\"inc\",\"items\":[1]}").state())
                .isEqualTo("SUCCEEDED");
        assertThat(workers()).isEqualTo(workers);
        JsonNode health = http.get("/actuator/health").json();
        assertThat(health.at("/components/pool/status").asString()).isEqualTo("UP");
        assertThat(health.at("/components/pool/details/brokenPlugins/broken-0.jar")
                        .asString())
                .startsWith("It is no JAR");
    }

    @Test
    void pluginsDoNotSeeEachOtherAndABrokenVersionLeavesTheGoodOneServing() throws IOException {
        Path first = VersionedPlugin.jar(jars, "one", directory.resolve("loaders"));
        drop(first, "versioned.jar");
        drop(VersionedPlugin.other(jars, "other"), "other.jar");
        String sees = "String.valueOf(Only.class.getResource(\"/\" + x))";
        drop(jars.function("sees", "", sees), "sees.jar");
        JsonNode clash = drop(VersionedPlugin.other(jars, "third"), "third.jar");
        Path text = Files.writeString(directory.resolve("text"), "no JAR");
        JsonNode replaced = drop(text, "versioned.jar");

        assertThat(clash.path("problem").asString())
                .contains("function 'other-version' has the name of one in other.jar");
        assertThat(replaced.path("state").asString()).isEqualTo("BROKEN");
        assertThat(replaced.path("problem").asString()).endsWith("The version before it goes on to serve.");
        assertThat(replaced.path("serving").asString()).isEqualTo(PluginJars.sha256(first));
        assertThat(http.run(
                                "batch",
                                "{\"calls\":[{\"function\":\"version\",\"args\":[\"\"]},{\"function\":\"other-version\",\"args\":[\"\"]},"
                                        + "{\"function\":\"sees\",\"args\":[\"versioned/Helper.class\"]},"
                                        + "{\"function\":\"sees\",\"args\":[\"dev/forkyard/catalog/functions/Square.class\"]},"
                                        + "{\"function\":\"sees\",\"args\":[\"tools/jackson/core/JsonParser.class\"]}]}")
                        .json()
                        .at("/result/values")
                        .toString())
                .isEqualTo("[\"one plug-in\",\"other plug-in\",\"null\",\"null\",\"null\"]");
    }

    private static final String KILLS_ITSELF =
            "try { new ProcessBuilder(\"kill\", \"-9\", \"\" + ProcessHandle.current().pid()).start().waitFor(); }"
                    + " catch (Exception e) { throw new Error(e); }";

    private Path plugins() {
        return data().resolve("plugins");
    }

    private JsonNode drop(Path jar, String name) throws IOException {
        PluginJars.move(jar, plugins().resolve(name));
        return awaitPlugin(name, PluginJars.sha256(jar));
    }

    /** Waits until the file has been tried as it is now. */
    private JsonNode awaitPlugin(String name, String sha256) {
        return await(name)
                .atMost(PATIENCE)
                .until(
                        () -> http.get("/api/v1/plugins")
                                .json()
                                .path("items")
                                .valueStream()
                                .filter(each -> each.path("file").asString().equals(name))
                                .findFirst()
                                .orElseGet(() -> http.get("/api/v1/plugins").json()),
                        plugin -> plugin.path("sha256").asString("").equals(sha256));
    }

    private List<Long> workers() {
        return http.get("/api/v1/workers")
                .json()
                .path("items")
                .valueStream()
                .map(each -> each.path("pid").asLong())
                .toList();
    }

    private static Set<String> versions(Answer job) {
        return job.json()
                .at("/result/seen")
                .valueStream()
                .map(each -> each.path("version").asString())
                .collect(Collectors.toSet());
    }

    private static Set<Long> pids(Answer job) {
        return job.json()
                .at("/result/seen")
                .valueStream()
                .map(each -> each.path("pid").asLong())
                .collect(Collectors.toSet());
    }
}
