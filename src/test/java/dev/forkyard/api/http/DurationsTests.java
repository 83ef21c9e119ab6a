package dev.forkyard.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTests {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "10s, PT10S",
        "0s, PT0S",
        "5m, PT5M",
        "1h, PT1H",
        "1d, PT24H",
        "PT1M30S, PT90S",
        "PT0.25S, PT0.25S",
        "P1DT1H, PT25H",
        "999999999999d, PT23999999999976H",
    })
    void durationsAreReadInBothForms(String text, Duration expected) {
        assertThat(Durations.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "s",
                "-10s",
                "PT-10S",
                "1.5s",
                "10 s",
                "10S",
                "1D",
                "1w",
                "٣s",
                "soon",
                "9999999999999s"
            })
    void anythingElseIsNoDuration(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.001S, 1ms",
        "PT0.999S, 999ms",
        "PT1S, 1s",
        "PT30S, 30s",
        "PT60S, 1m",
        "PT90S, 90s",
        "PT1H, 1h",
        "PT90M, 90m",
        "PT24H, 24h",
        "PT36H, 36h",
        "PT48H, 2d",
        "PT720H, 30d",
        "PT1.001S, PT1.001S",
        "PT0.0005S, PT0.0005S",
        "PT1H1M1S, PT1H1M1S",
        "PT0S, PT0S",
    })
    void durationsAreToldAsTheyMayBeGiven(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
        assertThat(Durations.parse(text)).contains(duration);
    }
}
