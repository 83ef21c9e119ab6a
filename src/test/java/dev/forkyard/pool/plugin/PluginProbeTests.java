package dev.forkyard.pool.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluginProbeTests {

    @Test
    void problemIsToldOnOneLine() {
        String problem = PluginProbe.Contents.broken("a function cannot be named 'a\r\nINFO all is well'")
                .problem();

        assertThat(problem).isEqualTo("a function cannot be named 'a INFO all is well'");
    }
}
