package dev.forkyard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.pool.plugin.PluginJars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs every curl command of the README as it stands there, but for the port, and compares the answers. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(120)
class ReadmeIT {

    private static final Path README = Path.of("README.md");
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What differs from run to run: only its presence and kind are compared. */
    private static final Set<String> VOLATILE = Set.of(
            "id",
            "self",
            "result",
            "tasks",
            "events",
            "logs",
            "messages",
            "counters",
            "queues",
            "submittedAt",
            "startedAt",
            "finishedAt",
            "queuedAt",
            "queuedSeconds",
            "wallSeconds",
            "taskWallSeconds",
            "cpuSeconds",
            "gcSeconds",
            "allocatedBytes",
            "speedup",
            "worker",
            "pid",
            "ppid",
            "core",
            "busySeconds",
            "idleSeconds",
            "utilization1m",
            "utilization5m",
            "memory",
            "residentBytes",
            "restarts",
            "tasksRun",
            "directory",
            "sha256",
            "serving",
            "loadedAt");

    @TempDir
    static Path data;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        Path plugins = Files.createDirectories(data.resolve("data/plugins"));
        PluginJars jars = new PluginJars(Files.createDirectory(data.resolve("made")));
        PluginJars.move(jars.example("hello-worker"), plugins.resolve("hello-worker.jar"));
        registry.add("forkyard.data-directory", () -> data.resolve("data").toString());
        registry.add("forkyard.pool.cache-directory", () -> "target/worker-cache");
    }

    /**
     * A command and the answer that follows it.
     *
     * @param command a shell command, possibly over several lines
     * @param answer what it prints, in the language that its block names
     * @param language of the answer
     */
    record Example(String command, String answer, String language) {

        @Override
        public String toString() {
            return command.lines().findFirst().orElse("");
        }
    }

    static Stream<Example> examples() throws Exception {
        List<String[]> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(README));
        while (matcher.find()) {
            blocks.add(new String[] {matcher.group(1), matcher.group(2).strip()});
        }
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i)[0].equals("sh") && blocks.get(i)[1].contains("curl ")) {
                String[] next = i + 1 < blocks.size() ? blocks.get(i + 1) : new String[] {"", ""};
                boolean answered = next[0].equals("json") || next[0].equals("text");
                examples.add(new Example(blocks.get(i)[1], answered ? next[1] : "", answered ? next[0] : ""));
            }
        }
        return examples.stream();
    }

    @Test
    void showsTheTwoJobsThatTheServiceWasBuiltFor() throws Exception {
        assertThat(examples().map(Example::command))
                .anyMatch(command -> command.contains("\"pi-digits\"") && command.contains("[1000,1500,2000]"))
                .anyMatch(command -> command.contains("\"pi-monte-carlo\"") && command.contains("100000000"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void answersAsShown(Example example) throws Exception {
        String printed = run(example.command().replace("localhost:8080", "localhost:" + port));

        if (example.language().equals("json")) {
            JsonNode shown = JSON.readTree(example.answer());
            JsonNode real = JSON.readTree(printed);
            assertSame("", "", shown, real);
        } else if (example.language().equals("text")) {
            assertThat(printed.strip()).isEqualTo(example.answer());
        } else {
            assertThat(printed).isNotBlank();
        }
    }

    /** A shown string that ends with an ellipsis stands for all that begin so; a shown list may leave out its tail likewise. */
    private static void assertSame(String pointer, String key, JsonNode shown, JsonNode real) {
        assertThat(real.getNodeType()).as("kind of %s", pointer).isEqualTo(shown.getNodeType());
        if (shown.isObject()) {
            assertThat(real.propertyNames())
                    .as("fields of %s", pointer)
                    .containsExactlyElementsOf(shown.propertyNames());
            for (String name : shown.propertyNames()) {
                assertSame(pointer + "/" + name, name, shown.get(name), real.get(name));
            }
        } else if (VOLATILE.contains(key) && !shown.isArray()) {
            return;
        } else if (shown.isArray()) {
            boolean cores = key.equals("cores");
            assertThat(real.size()).as("length of %s", pointer).satisfies(size -> {
                if (!cores) {
                    assertThat(size).isEqualTo(shown.size());
                }
            });
            for (int i = 0; i < Math.min(shown.size(), real.size()); i++) {
                assertSame(pointer + "/" + i, cores ? "core" : key, shown.get(i), real.get(i));
            }
        } else if (shown.isString() && shown.asString().endsWith("…")) {
            String prefix = shown.asString().substring(0, shown.asString().length() - 1);
            assertThat(real.asString()).as(pointer).startsWith(prefix);
        } else if (!pointer.startsWith("/timing/cores")) {
            assertThat(real).as(pointer).isEqualTo(shown);
        }
    }

    private static String run(String command) throws Exception {
        Process shell = new ProcessBuilder("bash", "-c", command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).as("ended in time").isTrue();
        assertThat(shell.exitValue()).as(command).isZero();
        return printed;
    }
}
