package dev.forkyard.job.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkyard.job.shared.SharedLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SharedPropertiesTests {

    @Test
    void everySettingHasADefault() {
        assertThat(bind(Map.of()).toLimits())
                .isEqualTo(new SharedLimits(1000, 100, 100_000, 10_000, 10_000, 1 << 20, 1 << 24, 1 << 26));
    }

    @Test
    void capacityOfAQueueThatNamesNoneIsOneThatItMayName() {
        assertThatThrownBy(() -> bind(Map.of("forkyard.shared.max-capacity", "9999")))
                .hasStackTraceContaining("forkyard.shared.capacity must be at most");
    }

    @Test
    void oneJobMayNotHaveMoreThanAllTogether() {
        assertThatThrownBy(() -> bind(Map.of("forkyard.shared.max-total-length", "16777215")))
                .hasStackTraceContaining("forkyard.shared.max-length must be at most");
    }

    private static SharedProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("forkyard.shared", SharedProperties.class);
    }
}
