package dev.forkyard.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTests {

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "10s, PT10S", "0s, PT0S", "5m, PT5M", "1h, PT1H", "PT1M30S, PT90S", "PT0.25S, PT0.25S"
    })
    void durationsAreReadInBothForms(String text, Duration expected) {
        assertThat(Durations.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "-10s", "PT-10S", "1.5s", "10 s", "10S", "1d", "soon", "9999999999999s"})
    void anythingElseIsNoDuration(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
