package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTests {

    @Test
    void nothingWarmsUpBeforeItIsWantedAndItsEndIsToldOnce() {
        WarmUp warmUp = new WarmUp(List.of(), Path.of("unused"), () -> {});
        Orders orders = new Orders();
        assertThat(warmUp.proceed(orders)).isFalse();

        warmUp.begin();
        assertThat(warmUp.proceed(orders)).isTrue();
        assertThat(warmUp.proceed(orders)).isFalse();
    }

    @Test
    void jobTypesOfTheCatalogGoThroughTheirRehearsals(@TempDir Path scratch) throws Exception {
        for (BoundJobType<?, ?, ?> type : new JobTypeRegistry().all()) {
            type.rehearse(Rehearsals.unit(scratch));
        }
    }

    @Test
    void rehearsalsStopWhenTheyAreInterruptedAndGoOn(@TempDir Path scratch) throws Exception {
        var rehearsals = new Rehearsals(List.of(new JobTypeRegistry().get("pi-digits")), scratch);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(rehearsals::proceed);
        rehearsals.proceed();
    }
}
