package dev.forkyard.api.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.api.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class BodyRoomTests {

    private final BodyRoom room = new BodyRoom(
            DataSize.ofMegabytes(2),
            DataSize.ofMegabytes(3),
            new ProblemWriter(JsonMapper.builder().build()));

    @Test
    void largeBodyIsRefusedWhileOthersTakeTheRoom() throws Exception {
        int[] statuses = new int[6];

        statuses[0] = status(large(2 << 20), (first, answer) -> {
            statuses[1] = status(large(1 << 20), (second, other) -> {
                statuses[2] = status(large(65 << 10), (third, none) -> {});
                statuses[3] = status(large(64 << 10), (small, one) -> {});
                statuses[4] = status(chunked(65 << 10), BodyRoomTests::read);
                statuses[5] = status(chunked(64 << 10), BodyRoomTests::read);
            });
        });

        assertThat(statuses).containsExactly(200, 200, 503, 200, 503, 200);
        assertThat(status(chunked(65 << 10), BodyRoomTests::read))
                .as("once the others are done")
                .isEqualTo(200);
    }

    @Test
    void bodyThatIsTooLongIsLeftToWhoeverReadsIt() throws Exception {
        assertThat(status(large(100 << 20), (first, answer) -> {})).isEqualTo(200);
    }

    @Test
    void roomOfARequestThatFailsIsFreeAgain() throws Exception {
        for (int i = 0; i < 5; i++) {
            try {
                status(large(2 << 20), (first, answer) -> {
                    throw new ServletException("no");
                });
            } catch (ServletException e) {
                assertThat(e).hasMessage("no");
            }
        }
        assertThat(status(large(2 << 20), (first, answer) -> {})).isEqualTo(200);
    }

    private int status(MockHttpServletRequest request, FilterChain chain) throws IOException, ServletException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            room.doFilter(request, response, chain);
        } catch (ProblemException e) {
            response.setStatus(e.code().status().value());
        }
        assertThat(response.getHeader("Retry-After")).isEqualTo(response.getStatus() == 503 ? "1" : null);
        return response.getStatus();
    }

    private static MockHttpServletRequest large(int bytes) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/jobs");
        request.setContent(new byte[bytes]);
        return request;
    }

    private static MockHttpServletRequest chunked(int bytes) {
        MockHttpServletRequest request = large(bytes);
        request.addHeader("Transfer-Encoding", "chunked");
        return request;
    }

    private static void read(ServletRequest request, ServletResponse response) throws IOException {
        request.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
}
