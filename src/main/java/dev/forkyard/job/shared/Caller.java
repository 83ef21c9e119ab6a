package dev.forkyard.job.shared;

import dev.forkyard.engine.SharedAnswer;
import dev.forkyard.engine.SharedCall;
import java.util.function.Consumer;

/** An attempt that runs, as one that asks for what its job's tasks share. Guarded by the lock of the {@link SharedState}. */
public final class Caller {

    private final int task;
    private final int attempt;
    private final String worker;
    private final Consumer<? super SharedAnswer> answers;

    /** It has ended; nothing of it waits, and nothing will. */
    boolean gone;

    /** How many of its calls wait. */
    int open;

    /** How many of its waits keep it from doing anything else. */
    int waits;

    /**
     * @param task its number
     * @param attempt which attempt at it
     * @param worker name of the worker's slot
     * @param answers takes the answers to what it asks, and must not block
     */
    public Caller(int task, int attempt, String worker, Consumer<? super SharedAnswer> answers) {
        this.task = task;
        this.attempt = attempt;
        this.worker = worker;
        this.answers = answers;
    }

    int task() {
        return task;
    }

    int attempt() {
        return attempt;
    }

    String worker() {
        return worker;
    }

    void answer(SharedCall call, SharedAnswer.Kind kind, String text) {
        answers.accept(new SharedAnswer(call.number(), kind, text));
    }

    /** It, as the subject of a sentence. */
    String words() {
        return "attempt %d at task %d".formatted(attempt, task);
    }
}
