package dev.forkyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTests {

    @ParameterizedTest
    @EnumSource
    void codeStandsForOneCauseAndIsNoSignal(ExitCode cause) {
        assertThat(ExitCode.of(cause.code())).contains(cause);
        assertThat(cause.code()).isBetween(0, 127);
    }

    @Test
    void otherCodesStandForNone() {
        assertThat(ExitCode.of(1)).isEmpty();
        assertThat(ExitCode.of(137)).isEmpty();
    }

    @Test
    void launchOptionsSurviveTheCommandLine() {
        LaunchOptions options = new LaunchOptions(
                Path.of("/a b/s"),
                Path.of("/c"),
                Path.of("/d e"),
                1L << 40,
                1,
                2,
                3,
                true,
                false,
                List.of(Path.of("/p.jar"), Path.of("/q r.jar")));
        assertThat(LaunchOptions.parse(options.toArguments())).isEqualTo(options);
    }

    @Test
    void wrongLaunchOptionsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LaunchOptions.parse(List.of("a")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LaunchOptions.parse(List.of("a", "b", "x", "1", "2", "3", "true", "true")));
    }
}
