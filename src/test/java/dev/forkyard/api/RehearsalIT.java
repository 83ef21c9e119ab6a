package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "forkyard.api.rehearsal=true")
@DirtiesContext
class RehearsalIT extends RunningService {

    @TempDir
    private static Path ownData;

    @Autowired
    private RehearsalMapping mapping;

    /** The other service of these tests has the usual one. */
    @DynamicPropertySource
    static void ownDataDirectory(DynamicPropertyRegistry registry) {
        registry.add("forkyard.data-directory", ownData::toString);
    }

    @Test
    void rehearsalShowsNowhereAndEnds(CapturedOutput output) {
        await().until(() -> output.getOut().contains("has been rehearsed"));

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
