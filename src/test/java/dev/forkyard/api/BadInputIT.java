package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.forkyard.api.Http.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent, nothing is stored, nothing crashes, and the answer says what would be right. */
class BadInputIT extends RunningService {

    private static final String JOBS = "/api/v1/jobs";

    static Stream<Arguments> bodies() {
        return Stream.of(
                // Not JSON, or not of an object.
                body("", "MALFORMED_JSON", ""),
                body("{", "MALFORMED_JSON", ""),
                body("{\"type\":}", "MALFORMED_JSON", ""),
                body("{'type':'x'}", "MALFORMED_JSON", ""),
                body("{\"type\":\"pi-digits\",\"params\":{}} x", "MALFORMED_JSON", ""),
                body("{\"type\":\"pi-digits\",\"params\":{}}{}", "MALFORMED_JSON", ""),
                body("{\"type\":\"a\",\"type\":\"b\",\"params\":{}}", "MALFORMED_JSON", ""),
                body(
                        "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[1],\"precisions\":[2]}}",
                        "MALFORMED_JSON",
                        ""),
                body("{\"type\":\"\\ud800\",\"params\":{}}", "MALFORMED_JSON", ""),
                body("{\"type\":\"pi-digits\",\"params\":{\"precisions\":[NaN]}}", "MALFORMED_JSON", ""),
                body(
                        "{\"type\":\"pi-digits\",\"params\":" + "[".repeat(500) + "]".repeat(500) + "}",
                        "JSON_LIMIT_EXCEEDED",
                        ""),
                body(params("{\"precisions\":[" + "1".repeat(100_001) + "]}"), "JSON_LIMIT_EXCEEDED", ""),
                body(params("{\"precisions\":[1e999999999]}"), "JSON_LIMIT_EXCEEDED", "/params/precisions/0"),
                body(params("{\"precisions\":[1e9999999999999]}"), "JSON_LIMIT_EXCEEDED", ""),
                body(params("{\"precisions\":[1e-1002]}"), "JSON_LIMIT_EXCEEDED", "/params/precisions/0"),
                body("null", "INVALID_SUBMISSION", ""),
                body("[]", "INVALID_SUBMISSION", ""),
                body("\"pi-digits\"", "INVALID_SUBMISSION", ""),
                // Fields of the submission.
                body("{}", "INVALID_SUBMISSION", "/type /params"),
                body("{\"type\":\"pi-digits\"}", "INVALID_SUBMISSION", "/params"),
                body("{\"params\":{\"precisions\":[1]}}", "INVALID_SUBMISSION", "/type"),
                body("{\"type\":5,\"params\":[]}", "INVALID_SUBMISSION", "/type /params"),
                body("{\"type\":\" \",\"params\":{}}", "INVALID_SUBMISSION", "/type"),
                body("{\"type\":null,\"params\":null}", "INVALID_SUBMISSION", "/type /params"),
                body(with("\"extra\":1"), "INVALID_SUBMISSION", "/extra"),
                body(with("\"a/b~c\":1"), "INVALID_SUBMISSION", "/a~1b~0c"),
                body(with("\"priority\":\"5\""), "INVALID_SUBMISSION", "/priority"),
                body(with("\"priority\":\"x\""), "INVALID_SUBMISSION", "/priority"),
                body(with("\"priority\":5.5"), "INVALID_SUBMISSION", "/priority"),
                body(with("\"priority\":10"), "INVALID_SUBMISSION", "/priority"),
                body(with("\"priority\":-1"), "INVALID_SUBMISSION", "/priority"),
                body(with("\"priority\":true"), "INVALID_SUBMISSION", "/priority"),
                body(with("\"priority\":null"), "INVALID_SUBMISSION", "/priority"),
                body(with("\"priority\":99999999999999999999"), "INVALID_SUBMISSION", "/priority"),
                body(with("\"parallelism\":0"), "INVALID_SUBMISSION", "/parallelism"),
                body(with("\"parallelism\":1025"), "INVALID_SUBMISSION", "/parallelism"),
                body(with("\"timeout\":\"0s\""), "INVALID_SUBMISSION", "/timeout"),
                body(with("\"timeout\":\"31d\""), "INVALID_SUBMISSION", "/timeout"),
                body(with("\"timeout\":5"), "INVALID_SUBMISSION", "/timeout"),
                body(with("\"timeout\":null"), "INVALID_SUBMISSION", "/timeout"),
                body(with("\"taskTimeout\":\"PT-5S\""), "INVALID_SUBMISSION", "/taskTimeout"),
                body(with("\"taskTimeout\":\"5 s\""), "INVALID_SUBMISSION", "/taskTimeout"),
                body(with("\"queueTimeout\":\"\""), "INVALID_SUBMISSION", "/queueTimeout"),
                body(with("\"queueTimeout\":{}"), "INVALID_SUBMISSION", "/queueTimeout"),
                body(with("\"maxAttempts\":0"), "INVALID_SUBMISSION", "/maxAttempts"),
                body(with("\"maxAttempts\":21"), "INVALID_SUBMISSION", "/maxAttempts"),
                body(with("\"maxAttempts\":\"3\""), "INVALID_SUBMISSION", "/maxAttempts"),
                body(with("\"retryOn\":\"TIMEOUT\""), "INVALID_SUBMISSION", "/retryOn"),
                body(with("\"retryOn\":[\"TIMEOUT\",\"WORKER_LOST\"]"), "INVALID_SUBMISSION", "/retryOn/1"),
                body(with("\"retryOn\":[\"TIMEOUT\",\"TIMEOUT\"]"), "INVALID_SUBMISSION", "/retryOn/1"),
                body(with("\"retryOn\":[1,\"x\"]"), "INVALID_SUBMISSION", "/retryOn/0 /retryOn/1"),
                body(with("\"isolation\":\"NONE\""), "INVALID_SUBMISSION", "/isolation"),
                body(with("\"isolation\":true"), "INVALID_SUBMISSION", "/isolation"),
                body(with("\"onTaskFailure\":\"fail_fast\""), "INVALID_SUBMISSION", "/onTaskFailure"),
                body(with("\"onTaskFailure\":0"), "INVALID_SUBMISSION", "/onTaskFailure"),
                body(with("\"name\":\"\""), "INVALID_SUBMISSION", "/name"),
                body(with("\"name\":\"a\\nb\""), "INVALID_SUBMISSION", "/name"),
                body(with("\"name\":\"" + "x".repeat(201) + "\""), "INVALID_SUBMISSION", "/name"),
                body(with("\"labels\":[]"), "INVALID_SUBMISSION", "/labels"),
                body(with("\"labels\":{\"a:b\":\"c\"}"), "INVALID_SUBMISSION", "/labels/a:b"),
                body(with("\"labels\":{\"\":\"c\",\"a\":1}"), "INVALID_SUBMISSION", "/labels/ /labels/a"),
                body(with("\"labels\":{" + labels(17) + "}"), "INVALID_SUBMISSION", "/labels"),
                // The type and its params.
                body("{\"type\":\"nonsense\",\"params\":{}}", "UNKNOWN_JOB_TYPE", "/type"),
                body("{\"type\":\"PI-DIGITS\",\"params\":{}}", "UNKNOWN_JOB_TYPE", "/type"),
                body(params("{}"), "INVALID_PARAMS", "/params/precisions"),
                body(params("{\"precisions\":[]}"), "INVALID_PARAMS", "/params/precisions"),
                body(params("{\"precisions\":[" + "1,".repeat(1000) + "1]}"), "INVALID_PARAMS", "/params/precisions"),
                body(params("{\"precisions\":[0]}"), "INVALID_PARAMS", "/params/precisions/0"),
                body(params("{\"precisions\":[5,-1]}"), "INVALID_PARAMS", "/params/precisions/1"),
                body(params("{\"precisions\":[1.5]}"), "INVALID_PARAMS", "/params/precisions/0"),
                body(params("{\"precisions\":[100000001]}"), "INVALID_PARAMS", "/params/precisions/0"),
                body(params("{\"precisions\":[1e9]}"), "INVALID_PARAMS", "/params/precisions/0"),
                body(params("{\"precisions\":[1e300]}"), "INVALID_PARAMS", "/params/precisions/0"),
                body(params("{\"precisions\":[\"10\"]}"), "INVALID_PARAMS", "/params/precisions/0"),
                body(params("{\"precisions\":[null]}"), "INVALID_PARAMS", "/params/precisions/0"),
                body(params("{\"precisions\":10}"), "INVALID_PARAMS", "/params/precisions"),
                body(params("{\"precisions\":[10],\"algorithm\":\"magic\"}"), "INVALID_PARAMS", "/params/algorithm"),
                body(params("{\"precisions\":[10],\"extra\":1}"), "INVALID_PARAMS", "/params/extra"),
                body(params("{\"precisions\":[0,0]}"), "INVALID_PARAMS", "/params/precisions/0 /params/precisions/1"),
                body(samples("0"), "INVALID_PARAMS", "/params/samples"),
                body(samples("-5"), "INVALID_PARAMS", "/params/samples"),
                body(samples("0.5"), "INVALID_PARAMS", "/params/samples"),
                body(samples("\"many\""), "INVALID_PARAMS", "/params/samples"),
                body(samples("1000000000001"), "INVALID_PARAMS", "/params/samples"),
                body(samples("99999999999999999999999999"), "INVALID_PARAMS", "/params/samples"),
                body(
                        "{\"type\":\"pi-monte-carlo\",\"params\":{\"samples\":1,\"seed\":\"x\"}}",
                        "INVALID_PARAMS",
                        "/params/seed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void badBodyIsRefusedWithCodeAndPointer(String shown, String body, String code, String pointers) {
        long before = stored();

        Answer answer = http.post(JOBS, body);

        assertThat(answer.status()).isEqualTo(400);
        assertProblem(answer, code);
        assertThat(answer.pointers()).isEqualTo(pointers);
        answer.json()
                .path("errors")
                .forEach(error -> assertThat(error.path("message").asString())
                        .matches("[A-Z].*\\.")
                        .doesNotContain("Exception", "tools.jackson", "`"));
        assertThat(stored()).isEqualTo(before);
        assertThat(http.get("/api/v1/pool").status()).isEqualTo(200);
    }

    @Test
    void errorsOfTheBodyAreToldAllAtOnce() {
        Answer answer = http.post(JOBS, "{\"typ\":\"x\",\"priority\":11,\"parallelism\":\"2\",\"name\":5}");

        assertThat(answer.pointers()).isEqualTo("/typ /type /params /name /priority /parallelism");
        assertThat(answer.json().path("errors").get(0).path("message").asString())
                .contains("type, params, name, labels, counters, queues, priority, parallelism, timeout, taskTimeout, "
                        + "queueTimeout, maxAttempts, retryOn, onTaskFailure, isolation");
    }

    @Test
    void malformedJsonTellsWhere() {
        assertThat(http.post(JOBS, "{\n  \"type\": ?\n}").json().path("detail").asString())
                .contains("line 2, column 11");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, 415, UNSUPPORTED_MEDIA_TYPE",
        "application/x-www-form-urlencoded, 415, UNSUPPORTED_MEDIA_TYPE",
        "application/yaml, 415, UNSUPPORTED_MEDIA_TYPE",
        "multipart/form-data, 415, UNSUPPORTED_MEDIA_TYPE",
        "nonsense, 415, UNSUPPORTED_MEDIA_TYPE",
    })
    void otherContentTypesAreRefused(String type, int status, String code) {
        Answer answer = http.send(http.request(JOBS, "Content-Type", type)
                .POST(BodyPublishers.ofString(Http.submission("test-echo", "{}")))
                .build());

        assertThat(answer.status()).isEqualTo(status);
        assertProblem(answer, code);
    }

    @Test
    void bodyOverTheLimitIsRefusedHoweverItIsSent() {
        byte[] body = ("{\"type\":\"" + "x".repeat(16 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
        long before = stored();

        Answer known = http.send(http.request(JOBS, "Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build());
        Answer chunked = http.send(http.request(JOBS, "Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build());

        assertThat(known.status()).isEqualTo(413);
        assertProblem(known, "BODY_TOO_LARGE");
        assertThat(chunked.status()).isEqualTo(413);
        assertProblem(chunked, "BODY_TOO_LARGE");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void bodyJustWithinTheLimitIsTaken() {
        String head = "{\"type\":\"test-echo\",\"params\":{}";
        String body = head + " ".repeat((16 << 20) - head.length() - 1) + "}";

        assertThat(http.post(JOBS, body).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/jobs?limit=0, /limit",
        "/api/v1/jobs?limit=501, /limit",
        "/api/v1/jobs?limit=-1, /limit",
        "/api/v1/jobs?limit=ten, /limit",
        "/api/v1/jobs?limit=1&limit=2, /limit",
        "/api/v1/jobs?cursor=nonsense, /cursor",
        "/api/v1/jobs?cursor=, /cursor",
        "/api/v1/jobs?cursor=am9iczoxLTEtMS0xLTE, /cursor",
        "/api/v1/jobs?state=DONE, /state",
        "/api/v1/jobs?state=queued, /state",
        "/api/v1/jobs?label=team, /label",
        "/api/v1/jobs?label=:maths, /label",
        "/api/v1/jobs?submittedAfter=yesterday, /submittedAfter",
        "/api/v1/jobs?submittedBefore=2026-11-01, /submittedBefore",
        "/api/v1/jobs?sort=name, /sort",
        "/api/v1/jobs?limit=0&cursor=x&state=y, /state /cursor /limit",
        "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d?wait=soon, /wait",
        "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d?wait=10, /wait",
        "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d?wait=-5s, /wait",
        "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d?await=5s, /await",
        "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d/tasks?order=random, /order",
        "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d/tasks?limit=501&cursor=x, /limit /cursor",
        "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d/logs?tail=0, /tail",
        "/api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d/logs?task=x, /task",
    })
    void badQueryIsRefusedWithPointer(String path, String pointers) {
        Answer answer = http.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertProblem(answer, "INVALID_QUERY");
        assertThat(answer.pointers()).isEqualTo(pointers);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nonsense, 404, NOT_FOUND",
        "GET, /api/v1, 404, NOT_FOUND",
        "GET, /api/v1/jobs/, 404, NOT_FOUND",
        "GET, /error, 404, NOT_FOUND",
        "GET, /swagger-ui/nonsense, 404, NOT_FOUND",
        "PUT, /api/v1/jobs, 405, METHOD_NOT_ALLOWED",
        "POST, /api/v1/pool, 405, METHOD_NOT_ALLOWED",
        "PUT, /api/v1/pool, 415, UNSUPPORTED_MEDIA_TYPE",
        "GET, /api/v1/workers/worker-1/restart, 405, METHOD_NOT_ALLOWED",
        "POST, /api/v1/workers/worker-1/, 404, NOT_FOUND",
        "GET, /api/v1/jobs/019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d/cancel, 405, METHOD_NOT_ALLOWED",
        "BREW, /api/v1/jobs, 405, METHOD_NOT_ALLOWED",
        "TRACE, /api/v1/jobs, 405, METHOD_NOT_ALLOWED",
    })
    void wrongPathsAndMethodsAreProblemsToo(String method, String path, int status, String code) {
        Answer answer = http.send(
                http.request(path).method(method, BodyPublishers.noBody()).build());

        assertThat(answer.status()).isEqualTo(status);
        assertProblem(answer, code);
    }

    @Test
    void methodThatIsNotThereTellsThoseThatAre() {
        Answer answer =
                http.send(http.request(JOBS).PUT(BodyPublishers.noBody()).build());

        assertThat(answer.header("Allow").split(",\\s*")).containsExactlyInAnyOrder("GET", "POST");
    }

    @ParameterizedTest
    @CsvSource({"text/html", "application/xml", "application/yaml", "nonsense", "';,'"})
    void otherFormsOfAnswersAreNotThere(String accept) {
        Answer answer = http.get(JOBS, "Accept", accept);

        assertThat(answer.status()).isEqualTo(406);
        assertProblem(answer, "NOT_ACCEPTABLE");
        assertThat(answer.json().path("detail").asString()).contains("application/json");
    }

    private static void assertProblem(Answer answer, String code) {
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
        assertThat(answer.json().path("title").asString()).isNotEmpty();
        assertThat(answer.json().path("detail").asString())
                .matches("[A-Z].*\\.")
                .doesNotContain("Exception", "tools.jackson", "StreamRead", "Source:", "`", "%");
        assertThat(answer.body()).doesNotContain("<html", "\tat ", "\"trace\"");
    }

    private static Arguments body(String body, String code, String pointers) {
        String shown = body.length() <= 80 ? body : body.substring(0, 80) + "…";
        return arguments(shown, body, code, pointers);
    }

    private static String with(String field) {
        return "{\"type\":\"test-echo\",\"params\":{},%s}".formatted(field);
    }

    private static String params(String params) {
        return Http.submission("pi-digits", params);
    }

    private static String samples(String samples) {
        return Http.submission("pi-monte-carlo", "{\"samples\":%s}".formatted(samples));
    }

    private static String labels(int count) {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> "\"l%d\":\"\"".formatted(i))
                .collect(java.util.stream.Collectors.joining(","));
    }
}
