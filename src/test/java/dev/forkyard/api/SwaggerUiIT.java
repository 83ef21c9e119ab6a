package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tries the built-in job types out in a real browser, as somebody does who sees the service for the first time. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "forkyard.pool.cache-directory=target/worker-cache")
@Timeout(900)
@Tag("long")
@DirtiesContext // It ends before its data directory is deleted.
class SwaggerUiIT {

    private static final String SUBMIT = "#operations-Jobs-submitJob ";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path data;

    @LocalServerPort
    private int port;

    private Browser browser;

    @DynamicPropertySource
    static void dataDirectory(DynamicPropertyRegistry registry) {
        registry.add("forkyard.data-directory", data::toString);
    }

    @BeforeEach
    void startBrowser() throws IOException {
        assumeTrue(
                Browser.isInstalled(),
                "There is no browser, so Swagger UI is not tried out: install Debian's packages chromium and chromium-driver.");
        browser = Browser.start();
    }

    @AfterEach
    void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void everyExampleRunsWithoutTypingAnything() throws IOException {
        Http http = new Http(port);
        browser.open("http://localhost:" + port + "/");
        browser.click(SUBMIT + ".opblock-summary-control");
        browser.click(SUBMIT + ".try-out__btn");
        assertThat(browser.value(SUBMIT + "[data-param-name=Prefer] input")).isEqualTo("wait=30");
        browser.value(SUBMIT + ".examples-select-element");
        List<String> examples = browser.texts(SUBMIT + ".examples-select-element option");
        assertThat(examples)
                .anyMatch(name -> name.startsWith("pi-digits: "))
                .anyMatch(name -> name.startsWith("pi-monte-carlo: "));

        JsonNode submission = JSON.createObjectNode();
        JsonNode answered = JSON.createObjectNode();
        for (String example : examples) {
            JsonNode submissionBefore = submission;
            JsonNode answerBefore = answered;
            browser.choose(SUBMIT + ".examples-select-element", example);
            String type = example.substring(0, example.indexOf(": "));
            submission = await(example)
                    .atMost(PATIENCE)
                    .until(
                            this::submission,
                            shown -> shown.path("type").asString().equals(type) && !shown.equals(submissionBefore));
            browser.click(SUBMIT + ".execute");

            answered = await(example)
                    .atMost(PATIENCE)
                    .until(
                            () -> JSON.readTree(answer()),
                            job -> job.has("id") && !job.path("id").equals(answerBefore.path("id")));
            boolean ended = answered.path("timing").has("finishedAt");
            assertThat(browser.value(SUBMIT + ".live-responses-table tbody .response-col_status"))
                    .startsWith(ended ? "200" : "202");
            JsonNode job =
                    http.end("/api/v1/jobs/" + answered.path("id").asString()).json();
            assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("SUCCEEDED");
            assertThat(job.path("type").asString()).isEqualTo(type);
            submission
                    .path("params")
                    .properties()
                    .forEach(param ->
                            assertThat(job.path("params").path(param.getKey())).isEqualTo(param.getValue()));
        }
        browser.screenshot(SUBMIT + ".live-responses-table", Path.of("target", "swagger-ui.png"));
    }

    private JsonNode submission() {
        return JSON.readTree(browser.value(SUBMIT + "textarea"));
    }

    /** The body of the last answer; an empty object while there is none. */
    private String answer() {
        return browser.texts(SUBMIT + ".live-responses-table tbody .response-col_description code").stream()
                .filter(text -> text.startsWith("{"))
                .findFirst()
                .orElse("{}");
    }
}
