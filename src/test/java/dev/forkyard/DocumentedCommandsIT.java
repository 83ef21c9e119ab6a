package dev.forkyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.forkyard.pool.WorkerPool;
import dev.forkyard.pool.plugin.PluginJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Runs the commands of the README and of the tutorial as they stand there, but for the port and the data directory, and compares the answers. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "forkyard.pool.size=2")
@Timeout(300)
@Tag("long")
@DirtiesContext // It ends before its data directory is deleted.
class DocumentedCommandsIT {

    private static final Path README = Path.of("README.md");
    private static final Path TUTORIAL = Path.of("docs/tutorial.md");
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

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

    /** The service is ready though a plug-in is still being tried, if that takes long. */
    @BeforeEach
    void awaitPlugin(@Autowired WorkerPool pool) {
        await().until(() -> pool.plugins().statuses().stream().anyMatch(each -> each.serving() != null));
    }

    /**
     * A command and the answer that follows it.
     *
     * @param command shell commands, possibly over several lines
     * @param answer what they print, in the language that its block names
     * @param language of the answer; empty if none is shown
     */
    record Example(String command, String answer, String language) {}

    private static List<Example> examples(Path page) throws IOException {
        List<String[]> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(page));
        while (matcher.find()) {
            blocks.add(new String[] {matcher.group(1), matcher.group(2).strip()});
        }
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i)[0].equals("sh")) {
                String[] next = i + 1 < blocks.size() ? blocks.get(i + 1) : new String[] {"", ""};
                boolean answered = next[0].equals("json") || next[0].equals("text");
                examples.add(new Example(blocks.get(i)[1], answered ? next[1] : "", answered ? next[0] : ""));
            }
        }
        return examples;
    }

    @Test
    void readmeShowsTheTwoJobsThatTheServiceWasBuiltFor() throws Exception {
        assertThat(examples(README).stream().map(Example::command))
                .anyMatch(command -> command.contains("\"pi-digits\"") && command.contains("[1000,1500,2000]"))
                .anyMatch(command -> command.contains("\"pi-monte-carlo\"") && command.contains("100000000"));
    }

    /** Those that call the service; the others start it, or build it. */
    @Test
    void readmeAnswersAsShown() throws Exception {
        assertAnswersAsShown(README, example -> example.command().contains("curl "));
    }

    @Test
    void tutorialAnswersAsShown() throws Exception {
        assumeTrue(isInstalled("jq"), "jq, which the tutorial's commands use, is not installed");
        assertAnswersAsShown(TUTORIAL, example -> true);
    }

    private void assertAnswersAsShown(Path page, Predicate<Example> chosen) throws Exception {
        try (ShellSession shell = new ShellSession()) {
            SoftAssertions softly = new SoftAssertions();
            for (Example example : examples(page).stream().filter(chosen).toList()) {
                softly.assertThatCode(() -> assertAnswersAsShown(shell, example))
                        .as(example.command())
                        .doesNotThrowAnyException();
            }
            softly.assertAll();
        }
    }

    private void assertAnswersAsShown(ShellSession shell, Example example) throws IOException {
        String printed = shell.run(example.command()
                .replace("localhost:8080", "localhost:" + port)
                .replace("data/plugins/", data + "/data/plugins/"));
        switch (example.language()) {
            case "json" -> ShownAnswer.assertSameJson(example.answer(), printed);
            case "text" -> ShownAnswer.assertSameText(example.answer(), printed);
            default -> assertThat(printed).as("an answer that is not shown").isEmpty();
        }
    }

    private static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }
}
