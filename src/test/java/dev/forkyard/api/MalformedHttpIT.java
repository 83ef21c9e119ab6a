package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Tomcat refuses before any controller sees it is a problem too, never its page of HTML. */
class MalformedHttpIT extends RunningService {

    static Stream<Arguments> requests() {
        String end = "Host: localhost\r\nConnection: close\r\n\r\n";
        return Stream.of(
                Arguments.of("NONSENSE\r\n\r\n", 400, "MALFORMED_REQUEST"),
                Arguments.of("GET /api/v1/jobs HTTP/7.7\r\n" + end, 505, "MALFORMED_REQUEST"),
                Arguments.of("G(T /api/v1/jobs HTTP/1.1\r\n" + end, 400, "MALFORMED_REQUEST"),
                Arguments.of("GET /api/v1/jobs HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "MALFORMED_REQUEST"),
                Arguments.of(
                        "GET /api/v1/jobs HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
                        400,
                        "MALFORMED_REQUEST"),
                Arguments.of("GET /api/v1/jobs HTTP/1.1\r\n(x): y\r\n" + end, 400, "MALFORMED_REQUEST"),
                Arguments.of(
                        "GET /api/v1/jobs HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n" + end,
                        400,
                        "MALFORMED_REQUEST"),
                Arguments.of("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n" + end, 400, "MALFORMED_REQUEST"),
                Arguments.of("GET /api/v1/jobs?<script> HTTP/1.1\r\n" + end, 400, "MALFORMED_REQUEST"),
                Arguments.of("GET /[] HTTP/1.1\r\n" + end, 400, "MALFORMED_REQUEST"),
                Arguments.of("GET /% HTTP/1.1\r\n" + end, 400, "MALFORMED_REQUEST"),
                Arguments.of("GET /%00 HTTP/1.1\r\n" + end, 400, "MALFORMED_REQUEST"),
                Arguments.of("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" + end, 400, "MALFORMED_REQUEST"),
                Arguments.of("GET /api/v1/jobs?limit=%zz HTTP/1.1\r\n" + end, 400, "MALFORMED_REQUEST"),
                Arguments.of("GET /api/v1/jobs?type=%ff HTTP/1.1\r\n" + end, 400, "MALFORMED_REQUEST"),
                Arguments.of("POST /api/v1/jobs HTTP/1.1\r\nContent-Length: x\r\n" + end, 400, "MALFORMED_REQUEST"),
                Arguments.of("POST /api/v1/jobs HTTP/1.1\r\nTransfer-Encoding: x\r\n" + end, 501, "MALFORMED_REQUEST"),
                Arguments.of(
                        "POST /api/v1/jobs HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                                + end + "zz\r\n{}\r\n0\r\n\r\n",
                        400,
                        "MALFORMED_REQUEST"),
                // Another origin, another host.
                Arguments.of(
                        "GET /api/v1/jobs HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
                        403,
                        "HOST_NOT_ALLOWED"),
                Arguments.of(
                        "GET /actuator/health HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\nConnection: close\r\n\r\n",
                        403,
                        "HOST_NOT_ALLOWED"),
                Arguments.of(
                        "POST /api/v1/jobs HTTP/1.1\r\nOrigin: http://evil.example\r\nContent-Length: 0\r\n" + end,
                        403,
                        "ORIGIN_NOT_ALLOWED"),
                Arguments.of(
                        "PUT /api/v1/pool HTTP/1.1\r\nOrigin: http://evil.example\r\nContent-Length: 0\r\n" + end,
                        403,
                        "ORIGIN_NOT_ALLOWED"),
                Arguments.of(
                        "POST /api/v1/workers/worker-1/restart HTTP/1.1\r\nOrigin: http://evil.example\r\n"
                                + "Content-Length: 0\r\n" + end,
                        403,
                        "ORIGIN_NOT_ALLOWED"),
                Arguments.of(
                        "POST /api/v1/workers/w/restart HTTP/1.1\r\nHost: evil\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                        403,
                        "HOST_NOT_ALLOWED"),
                Arguments.of("DELETE /api/v1/jobs/x HTTP/1.1\r\nOrigin: null\r\n" + end, 403, "ORIGIN_NOT_ALLOWED"),
                Arguments.of(
                        "POST /api/v1/jobs HTTP/1.1\r\nOrigin: http://localhost:1\r\nContent-Length: 0\r\n" + end,
                        403,
                        "ORIGIN_NOT_ALLOWED"),
                Arguments.of(
                        "OPTIONS /api/v1/jobs HTTP/1.1\r\nOrigin: http://evil.example\r\n"
                                + "Access-Control-Request-Method: POST\r\n" + end,
                        403,
                        "ORIGIN_NOT_ALLOWED"),
                Arguments.of(
                        "POST /api/v1/jobs HTTP/1.1\r\nOrigin: http://localhost\r\nContent-Length: 0\r\n" + end,
                        415,
                        "UNSUPPORTED_MEDIA_TYPE"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void refusedRequestIsAProblem(String request, int status, String code) {
        String answer = http.raw(request);

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("content-type: application/problem+json");
        assertThat(answer)
                .contains("\"status\":" + status)
                .contains("\"code\":\"" + code + "\"")
                .doesNotContain("<html", "Tomcat", "Exception", "\tat ");
        assertThat(http.get("/api/v1/pool").status()).isEqualTo(200);
    }
}
