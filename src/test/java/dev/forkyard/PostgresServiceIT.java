package dev.forkyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The service on PostgreSQL, chosen by the data source's settings alone. */
@Timeout(600)
@Tag("long")
class PostgresServiceIT {

    @TempDir
    static Path directory;

    private static EmbeddedPostgres postgres;

    @Test
    void runsJobsAndKeepsThemOverARestart() throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
        String[] settings = {
            "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
            "--spring.datasource.username=postgres",
            "--spring.datasource.password=postgres"
        };
        String id;
        try (ServerProcess server = ServerProcess.start(directory, settings)) {
            JsonNode job = server.run(
                    "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[1,2,10]},\"labels\":{\"team\":\"maths\"}}");
            assertThat(job.path("state").asString()).isEqualTo("SUCCEEDED");
            id = job.path("id").asString();
            assertThat(directory.resolve("data/forkyard.db")).doesNotExist();
        }
        try (ServerProcess server = ServerProcess.start(directory, settings)) {
            JsonNode found = server.getJson("/api/v1/jobs?label=team:maths");
            assertThat(found.at("/items/0/id").asString()).isEqualTo(id);
            assertThat(server.getJson("/api/v1/jobs/" + id + "/result")
                            .at("/values/2/digits")
                            .asString())
                    .isEqualTo("3.141592653");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }
}
