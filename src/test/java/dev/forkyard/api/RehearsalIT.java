package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "forkyard.api.rehearsal=true")
@DirtiesContext
class RehearsalIT extends RunningService {

    @Autowired
    private RehearsalMapping mapping;

    @Test
    void rehearsalShowsNowhereAndEnds(CapturedOutput output) {
        await().atMost(Duration.ofMinutes(2)).until(() -> output.getOut().contains("has been rehearsed"));

        assertThat(output.getOut()).doesNotContain("The rehearsal of jobs failed");
        assertThat(stored()).isZero();
        assertThat(http.get("/api/v1/jobs").json().path("items")).isEmpty();
        assertThat(http.get("/actuator/prometheus").body())
                .contains("http_server_requests_seconds_count")
                .doesNotContain("method=\"POST\"")
                .doesNotContain("rehearsal");
        assertThat(http.post(mapping.path(), "{}").status()).isEqualTo(404);
    }
}
