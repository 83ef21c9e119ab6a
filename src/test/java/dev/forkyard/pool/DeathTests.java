package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.UnitEnd;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeathTests {

    @ParameterizedTest
    @CsvSource({"137, SIGKILL", "143, SIGTERM", "139, SIGSEGV", "134, SIGABRT", "135, SIGBUS"})
    void signalIsNamedInPlaceOfACode(int exitCode, String signal) {
        assertThat(new Death(exitCode, "", null, null, null).toFailure())
                .isEqualTo(new Failure(
                        FailureReason.WORKER_LOST,
                        "The worker was lost: it was ended by " + signal + ".",
                        null,
                        null,
                        null,
                        signal,
                        null,
                        null));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "3", "128", "192", "255"})
    void codeOfATaskIsToldWithoutAMeaning(int exitCode) {
        assertThat(new Death(exitCode, "", null, null, null).toFailure())
                .isEqualTo(new Failure(
                        FailureReason.WORKER_LOST,
                        "The worker was lost: it exited with code " + exitCode + ".",
                        null,
                        null,
                        exitCode,
                        null,
                        null,
                        null));
    }

    @Test
    void codeOfTheWorkerIsToldWithItsMeaning() {
        assertThat(new Death(82, "bad frame", null, null, null).toFailure().message())
                .isEqualTo("The worker was lost: it exited with code 82: it could not understand the server."
                        + " It said: bad frame");
    }

    @Test
    void exhaustedHeapNeedsTheJvmsOwnWord() {
        String word = "Terminating due to java.lang.OutOfMemoryError: Java heap space";
        assertThat(new Death(3, word, null, null, null).toFailure().reason()).isEqualTo(FailureReason.OUT_OF_MEMORY);
        assertThat(new Death(3, "", null, null, null).toFailure().reason()).isEqualTo(FailureReason.WORKER_LOST);
        assertThat(new Death(1, word, null, null, null).toFailure().reason()).isEqualTo(FailureReason.WORKER_LOST);
    }

    @Test
    void complaintStandsBeforeWhatFollowedFromIt() {
        assertThat(new Death(137, "", Death.Cause.complaint("it broke the protocol"), null, null)
                        .toFailure()
                        .message())
                .isEqualTo("The worker was lost: it broke the protocol.");
    }

    @Test
    void orderOfTheServerBlamesNeitherWorkerNorWork() {
        Death death = new Death(137, "", Death.Cause.order("the server is being stopped"), null, null);
        assertThat(death.toFailure().reason()).isEqualTo(FailureReason.SERVER_LOST);
        assertThat(death.restart(List.of())).isEqualTo(Restart.REQUESTED);
    }

    @Test
    void evidenceIsTold() {
        Failure failure = new Death(137, "", null, "# SIGSEGV", "the kernel killed one").toFailure();
        assertThat(failure.crashReport()).isEqualTo("# SIGSEGV");
        assertThat(failure.message())
                .isEqualTo("The worker was lost: it was ended by SIGKILL, and the kernel killed one.");
    }

    @Test
    void replacementIsCountedUnderItsCause() {
        String word = "Terminating due to java.lang.OutOfMemoryError: Java heap space";
        UnitEnd cancelled = new UnitEnd(0, new Outcome.Cancelled(), null);
        assertThat(new Death(3, word, null, null, null).restart(List.of())).isEqualTo(Restart.OUT_OF_MEMORY);
        assertThat(new Death(1, "", null, null, null).restart(List.of())).isEqualTo(Restart.WORKER_LOST);
        assertThat(new Death(137, "", null, null, null).restart(List.of(cancelled)))
                .isEqualTo(Restart.CANCELLED);
    }
}
