package dev.forkyard.job.shared;

import dev.forkyard.engine.SharedAnswer;
import dev.forkyard.engine.SharedCall;
import dev.forkyard.job.Attempt;
import java.util.function.Consumer;

/** An attempt that runs, as one that asks for what its job's tasks share. Guarded by the lock of the {@link SharedState}. */
public final class Caller {

    private final int task;
    private final Attempt attempt;
    private final Consumer<? super SharedAnswer> answers;

    /** The store is told no later than what it changes that it runs, so that the next attempt knows that it is not the first. */
    boolean noted;

    /** It has ended; nothing of it waits, and nothing will. */
    boolean gone;

    /** How many of its calls wait. */
    int open;

    /** How many of its waits keep it from doing anything else. */
    int waits;

    /**
     * @param task its number
     * @param attempt at it, as it runs
     * @param answers takes the answers to what it asks, and must not block
     */
    public Caller(int task, Attempt attempt, Consumer<? super SharedAnswer> answers) {
        this.task = task;
        this.attempt = attempt;
        this.answers = answers;
    }

    int task() {
        return task;
    }

    Attempt attempt() {
        return attempt;
    }

    void answer(SharedCall call, SharedAnswer.Kind kind, String text) {
        answers.accept(new SharedAnswer(call.number(), kind, text));
    }

    /** It, as the subject of a sentence. */
    String words() {
        return "attempt %d at task %d".formatted(attempt.number(), task);
    }
}
