package dev.forkyard.job;

import static dev.forkyard.job.State.CANCELLED;
import static dev.forkyard.job.State.CANCELLING;
import static dev.forkyard.job.State.FAILED;
import static dev.forkyard.job.State.QUEUED;
import static dev.forkyard.job.State.RUNNING;
import static dev.forkyard.job.State.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StateTests {

    private static final Map<State, Set<State>> FOLLOWING = Map.of(
            QUEUED, EnumSet.of(RUNNING, CANCELLING, FAILED, CANCELLED),
            RUNNING, EnumSet.of(QUEUED, CANCELLING, SUCCEEDED, FAILED, CANCELLED),
            CANCELLING, EnumSet.of(CANCELLED),
            SUCCEEDED, Set.of(),
            FAILED, Set.of(),
            CANCELLED, Set.of());

    @ParameterizedTest
    @EnumSource
    void onlyTheTransitionsOfTheDiagramAreAllowed(State from) {
        for (State to : State.values()) {
            assertThat(from.mayBecome(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(FOLLOWING.get(from).contains(to));
        }
    }

    @ParameterizedTest
    @EnumSource
    void finalStatesAreThoseThatNothingFollows(State state) {
        assertThat(state.isFinal()).isEqualTo(FOLLOWING.get(state).isEmpty());
    }
}
