package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeathTests {

    @ParameterizedTest
    @CsvSource({"137, SIGKILL", "143, SIGTERM", "139, SIGSEGV", "134, SIGABRT", "135, SIGBUS"})
    void signalIsNamedInPlaceOfACode(int exitCode, String signal) {
        assertThat(new Death(exitCode, "", null).toFailure())
                .isEqualTo(new Failure(
                        FailureReason.WORKER_LOST,
                        "The worker was lost: it was ended by " + signal + ".",
                        null,
                        null,
                        null,
                        signal));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "3", "128", "192", "255"})
    void codeOfATaskIsToldWithoutAMeaning(int exitCode) {
        assertThat(new Death(exitCode, "", null).toFailure())
                .isEqualTo(new Failure(
                        FailureReason.WORKER_LOST,
                        "The worker was lost: it exited with code " + exitCode + ".",
                        null,
                        null,
                        exitCode,
                        null));
    }

    @Test
    void codeOfTheWorkerIsToldWithItsMeaning() {
        assertThat(new Death(82, "bad frame", null).toFailure().message())
                .isEqualTo("The worker was lost: it exited with code 82: it could not understand the server."
                        + " It said: bad frame");
    }

    @Test
    void exhaustedHeapNeedsTheJvmsOwnWord() {
        String word = "Terminating due to java.lang.OutOfMemoryError: Java heap space";
        assertThat(new Death(3, word, null).toFailure().reason()).isEqualTo(FailureReason.OUT_OF_MEMORY);
        assertThat(new Death(3, "", null).toFailure().reason()).isEqualTo(FailureReason.WORKER_LOST);
        assertThat(new Death(1, word, null).toFailure().reason()).isEqualTo(FailureReason.WORKER_LOST);
    }

    @Test
    void complaintStandsBeforeWhatFollowedFromIt() {
        assertThat(new Death(137, "", "it broke the protocol").toFailure().message())
                .isEqualTo("The worker was lost: it broke the protocol.");
    }
}
