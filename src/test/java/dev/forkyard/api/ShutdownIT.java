package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.ForkyardApplication;
import dev.forkyard.api.Http.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(180)
class ShutdownIT {

    @TempDir
    Path data;

    @Test
    void heldAnswersAreLetGoWhenTheServiceStops() {
        ConfigurableApplicationContext service =
                serve(false); // A rehearsal might write yet while the directory is deleted.
        Http http = new Http(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        String path = http.submit("test-sleep", "{\"millis\":600000}").header("Location");
        CompletableFuture<Answer> held =
                http.sendAsync(http.request(path + "?wait=50s").build());
        await().until(() -> service.getBean(JobWaits.class).count() == 1);
        Events events = http.follow(path, "");
        events.until(event -> event.name().equals("state"));

        long before = System.nanoTime();
        service.close();

        assertThat(held.orTimeout(10, TimeUnit.SECONDS).join().state()).isIn("QUEUED", "RUNNING");
        assertThat(events.rest()).noneMatch(event -> event.text().contains("SUCCEEDED"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void serviceThatStopsInItsRehearsalLeavesNothingOfItBehind() {
        serve(true).close();

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(data.resolve("rehearsal")).doesNotExist());
    }

    private ConfigurableApplicationContext serve(boolean rehearsal) {
        return SpringApplication.run(
                ForkyardApplication.class,
                "--server.port=0",
                "--forkyard.api.rehearsal=" + rehearsal,
                "--forkyard.pool.size=1",
                "--forkyard.pool.class-path=target/test-classes",
                "--forkyard.pool.cache-directory=target/worker-cache",
                "--forkyard.data-directory=" + data);
    }
}
