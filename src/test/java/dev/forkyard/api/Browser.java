package dev.forkyard.api;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's headless Chromium, driven by ChromeDriver over the WebDriver protocol (W3C), so that nothing is downloaded. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final URI session;

    private Browser(Process driver, URI server) {
        this.driver = driver;
        List<String> arguments = List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1400,1600");
        Map<String, Object> options = Map.of("binary", CHROMIUM.toString(), "args", arguments);
        JsonNode created = call(
                "POST",
                server.resolve("/session"),
                Map.of("capabilities", Map.of("alwaysMatch", Map.of("goog:chromeOptions", options))));
        this.session = server.resolve("/session/" + created.path("sessionId").asString());
    }

    static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    static Browser start() throws IOException {
        Process driver = new ProcessBuilder(DRIVER.toString(), "--port=0")
                .redirectErrorStream(true)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                try {
                    return new Browser(driver, URI.create("http://127.0.0.1:" + started.group(1)));
                } catch (RuntimeException e) {
                    driver.destroy();
                    throw e;
                }
            }
        }
        throw new IOException("chromedriver ended without having started");
    }

    void open(String url) {
        call("POST", command("url"), Map.of("url", url));
    }

    /** Clicks the element once it is there. */
    void click(String css) {
        call("POST", command("element/" + find(css) + "/click"), Map.of());
    }

    /** Chooses the option of a list by its text. */
    void choose(String css, String option) {
        find(css);
        run("""
                const list = document.querySelector(arguments[0]);
                const option = [...list.options].find(each => each.text === arguments[1]);
                const set = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set;
                set.call(list, option.value);
                list.dispatchEvent(new Event('change', {bubbles: true}));""", css, option);
    }

    /** The texts of all elements that there are now. */
    List<String> texts(String css) {
        JsonNode texts = run("return [...document.querySelectorAll(arguments[0])].map(each => each.textContent)", css);
        return texts.valueStream().map(JsonNode::asString).toList();
    }

    /** The value of a field, or the text of anything else, once it is there. */
    String value(String css) {
        find(css);
        return run("const found = document.querySelector(arguments[0]); return found.value ?? found.textContent", css)
                .asString();
    }

    /** What is to be seen from the element on. */
    void screenshot(String css, Path file) throws IOException {
        find(css);
        run("document.querySelector(arguments[0]).scrollIntoView()", css);
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(call("GET", command("screenshot"), null).asString()));
    }

    private URI command(String name) {
        return URI.create(session + "/" + name);
    }

    private String find(String css) {
        Map<String, String> query = Map.of("using", "css selector", "value", css);
        return await(css)
                .atMost(PATIENCE)
                .until(() -> call("POST", command("elements"), query), found -> !found.isEmpty())
                .get(0)
                .path(ELEMENT)
                .asString();
    }

    private JsonNode run(String script, String... arguments) {
        return call("POST", command("execute/sync"), Map.of("script", script, "args", arguments));
    }

    private JsonNode call(String method, URI uri, Object body) {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(uri).method(method, publisher).build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode value = JSON.readTree(response.body()).path("value");
            if (response.statusCode() != 200) {
                throw new IllegalStateException(value.path("message").asString(response.body()));
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            call("DELETE", session, null);
        } finally {
            driver.destroy();
        }
    }
}
