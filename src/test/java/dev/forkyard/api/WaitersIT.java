package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.api.Http.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WaitersIT extends RunningService {

    private static final int WAITERS = 1000;

    @Autowired
    private JobWaits waits;

    @Test
    void thousandWaitersLeaveTheServiceResponsive() {
        Path release = releaseFile();
        String path = http.submit("test-sleep", sleepUntil(release)).header("Location");
        List<CompletableFuture<Answer>> held = Stream.generate(
                        () -> http.sendAsync(http.request(path + "?wait=60s").build()))
                .limit(WAITERS)
                .toList();
        await().atMost(Duration.ofSeconds(30)).until(() -> waits.count() == WAITERS);

        long before = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            assertThat(http.get(path).state()).isEqualTo("RUNNING");
            assertThat(http.get("/api/v1/jobs?limit=5").status()).isEqualTo(200);
        }
        Duration twentyRequests = Duration.ofNanos(System.nanoTime() - before);
        Answer other = http.run("test-echo", "{}");
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("http-nio"))
                .count();
        create(release);

        assertThat(twentyRequests).isLessThan(Duration.ofSeconds(40));
        assertThat(other.status()).isEqualTo(200);
        assertThat(threads).isLessThan(WAITERS / 2);
        assertThat(held).allSatisfy(answer -> assertThat(answer.join().state()).isEqualTo("SUCCEEDED"));
        assertThat(waits.count()).isZero();
    }
}
