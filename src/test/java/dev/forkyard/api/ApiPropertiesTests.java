package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ApiPropertiesTests {

    @Test
    void everySettingHasADefault() {
        ApiProperties properties = bind(Map.of());

        assertThat(properties.maxBodySize()).isEqualTo(DataSize.ofMegabytes(16));
        assertThat(properties.maxBodiesSize()).isEqualTo(DataSize.ofMegabytes(64));
        assertThat(properties.maxWait()).isEqualTo(Duration.ofMinutes(1));
        assertThat(properties.defaultListLimit()).isEqualTo(50);
        assertThat(properties.maxListLimit()).isEqualTo(500);
        assertThat(properties.allowedHosts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "max-body-size, 1B",
        "max-body-size, 1GB",
        "max-bodies-size, 15MB",
        "max-wait, 0s",
        "max-wait, 2h",
        "default-list-limit, 501"
    })
    void settingOutOfItsRangeIsRefused(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of("forkyard.api." + name, value)))
                .hasStackTraceContaining("forkyard.api." + name);
    }

    private static ApiProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("forkyard.api", ApiProperties.class);
    }
}
