package dev.forkyard.api.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses a request; what it carries becomes the problem that is answered. */
public final class ProblemException extends RuntimeException {

    private final ProblemCode code;
    private final String detail;
    private final List<InputError> errors;
    private final @Nullable Duration retryAfter;

    /**
     * @param code which status and code to answer
     * @param detail a sentence for people
     */
    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, List.of(), null);
    }

    private ProblemException(ProblemCode code, String detail, List<InputError> errors, @Nullable Duration retryAfter) {
        // It is control flow, thrown for every bad request, so it needs no stack.
        super(code + ": " + detail, null, false, false);
        this.code = code;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** The same with these errors of the input. */
    public ProblemException errors(List<InputError> inputErrors) {
        return new ProblemException(code, detail, inputErrors, retryAfter);
    }

    /** The same with the advice to try again after this time. */
    public ProblemException retryAfter(Duration time) {
        return new ProblemException(code, detail, errors, time);
    }

    public ProblemCode code() {
        return code;
    }

    String detail() {
        return detail;
    }

    /** What is wrong with the input; empty when the input is not to blame. */
    public List<InputError> errors() {
        return errors;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
