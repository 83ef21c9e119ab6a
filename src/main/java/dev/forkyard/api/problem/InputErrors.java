package dev.forkyard.api.problem;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one input, so that all of it is told at once. For one thread. */
public final class InputErrors {

    /** More than anyone would read; a body of nothing but errors shall not become a larger answer. */
    private static final int MOST = 50;

    private final List<InputError> errors = new ArrayList<>();

    /** Adds an error of the field at {@code path}, each step of which is a name or an index. */
    public void add(String message, String... path) {
        if (errors.size() < MOST) {
            errors.add(new InputError(pointer(path), message));
        }
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Does nothing when nothing was wrong. */
    public void throwIfAny(ProblemCode code, String detail) {
        if (!errors.isEmpty()) {
            throw new ProblemException(code, detail).errors(errors);
        }
    }

    private static String pointer(String... path) {
        StringBuilder pointer = new StringBuilder();
        for (String step : path) {
            pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
