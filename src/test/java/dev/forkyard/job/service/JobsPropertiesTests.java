package dev.forkyard.job.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class JobsPropertiesTests {

    @Test
    void everySettingHasADefaultButTheTaskTimeout() {
        JobsProperties properties = bind(Map.of());

        assertThat(properties.timeout()).isEqualTo(Duration.ofHours(24));
        assertThat(properties.taskTimeout()).isNull();
        assertThat(properties.queueTimeout()).isEqualTo(Duration.ofHours(24));
        assertThat(properties.maxTimeout()).isEqualTo(Duration.ofDays(30));
        assertThat(properties.maxAttempts()).isEqualTo(3);
        assertThat(properties.maxMaxAttempts()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({
        "timeout, 0s",
        "timeout, -1s",
        "timeout, 31d",
        "task-timeout, 0s",
        "task-timeout, 31d",
        "queue-timeout, 0s",
        "queue-timeout, 31d",
        "max-timeout, 0s",
        "max-timeout, 1h",
        "max-timeout, 3651d",
        "max-attempts, 21",
        "max-max-attempts, 2",
        "pipeline, -1ms",
        "drain-timeout, -1ms",
    })
    void settingThatContradictsAnotherIsRefused(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of("forkyard.jobs." + name, value)))
                .hasStackTraceContaining("forkyard.jobs.")
                .hasStackTraceContaining(name);
    }

    @Test
    void defaultMayBeAsLongAsTheMaximum() {
        JobsProperties properties = bind(Map.of(
                "forkyard.jobs.timeout", "1h",
                "forkyard.jobs.task-timeout", "1h",
                "forkyard.jobs.queue-timeout", "1h",
                "forkyard.jobs.max-timeout", "1h",
                "forkyard.jobs.max-attempts", "1",
                "forkyard.jobs.max-max-attempts", "1"));

        assertThat(properties.taskTimeout()).isEqualTo(properties.maxTimeout());
    }

    private static JobsProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("forkyard.jobs", JobsProperties.class);
    }
}
