package dev.forkyard.job.store;

import dev.forkyard.job.State;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Sets of states as SQL writes them. */
final class States {

    /** Those that never change. */
    static final String FINAL = list(State::isFinal);

    /** Those that something follows. */
    static final String UNFINISHED = list(state -> !state.isFinal());

    private States() {}

    private static String list(Predicate<State> wanted) {
        return Arrays.stream(State.values())
                .filter(wanted)
                .map(state -> "'" + state + "'")
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
