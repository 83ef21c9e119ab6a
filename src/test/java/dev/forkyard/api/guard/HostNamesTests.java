package dev.forkyard.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTests {

    private final HostNames loopback = new HostNames(List.of(), true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8080",
                "127.0.0.1",
                "127.0.0.1:8080",
                "127.1.2.3",
                "[::1]",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]:1"
            })
    void loopbackNamesAreAlwaysAccepted(String host) {
        assertThat(loopback.accept(host)).isTrue();
        assertThat(new HostNames(List.of("forkyard.example"), false).accept(host))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1@evil.example",
                "evil.example:8080",
                "[::2]",
                "128.0.0.1",
                "localhost:8080:1",
                "0.0.0.0",
                "10.0.0.1"
            })
    void otherNamesAreRefusedOnTheLoopbackInterface(String host) {
        assertThat(loopback.accept(host)).isFalse();
    }

    @Test
    void settingsAddNames() {
        HostNames names = new HostNames(List.of("Forkyard.example"), false);

        assertThat(names.accept("forkyard.EXAMPLE:8080")).isTrue();
        assertThat(names.accept("sub.forkyard.example")).isFalse();
    }

    @Test
    void anyNameIsAcceptedWhereNoneIsKnown() {
        assertThat(new HostNames(List.of(), false).accept("forkyard:8080")).isTrue();
    }
}
