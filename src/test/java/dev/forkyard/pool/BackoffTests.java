package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTests {

    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(3));

    @Test
    void waitDoublesUpToTheMost() {
        assertThat(backoff.after(1)).hasMillis(500);
        assertThat(backoff.after(2)).hasMillis(1000);
        assertThat(backoff.after(3)).hasMillis(2000);
        assertThat(backoff.after(4)).hasMillis(3000);
    }

    @Test
    void manyFailuresDoNotOverflow() {
        assertThat(backoff.after(64)).hasMillis(3000);
        assertThat(backoff.after(Integer.MAX_VALUE)).hasMillis(3000);
        assertThat(backoff.after(0)).hasMillis(500);
    }
}
