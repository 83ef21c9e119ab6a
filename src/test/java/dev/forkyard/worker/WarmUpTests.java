package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTests {

    @Test
    void nothingWarmsUpBeforeItIsWantedAndItsEndIsToldOnce() {
        WarmUp warmUp = new WarmUp(List.of(), () -> {});
        Orders orders = new Orders();
        assertThat(warmUp.proceed(orders)).isFalse();

        warmUp.begin();
        assertThat(warmUp.proceed(orders)).isTrue();
        assertThat(warmUp.proceed(orders)).isFalse();
    }
}
