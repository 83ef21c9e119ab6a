package dev.forkyard.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "wait=10 | 10",
                "WAIT=10 | 10",
                "wait = 10 | 10",
                "wait=\"10\" | 10",
                "wait=0 | 0",
                "wait=10; foo=bar | 10",
                "respond-async, wait=10 | 10",
                "a=\"x, wait=5\", wait=10 | 10",
                "a=\"\\\", wait=5\", wait=10 | 10",
                "wait=10, wait=20 | 10",
                "wait=999999999999999999 | 999999999999999999",
            })
    void waitIsReadFromWellFormedPreferences(String header, long seconds) {
        assertThat(read(header).await()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                ";",
                "=",
                "\"",
                "wait",
                "wait=",
                "wait=-1",
                "wait=+1",
                "wait=1.5",
                "wait=1s",
                "wait=x",
                "wait=9999999999999999999",
                "waits=10",
                "x=\"wait=10",
                "wait=x, wait=10"
            })
    void anythingElseIsAsGoodAsAbsent(String header) {
        assertThat(read(header).await()).isEmpty();
    }

    @Test
    void firstOfSeveralHeadersCounts() {
        assertThat(read("respond-async", "wait=10", "wait=20").await()).contains(Duration.ofSeconds(10));
        assertThat(read().await()).isEmpty();
    }

    private static Preferences read(String... headers) {
        return Preferences.of(Collections.enumeration(List.of(headers)));
    }
}
