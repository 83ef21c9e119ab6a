package dev.forkyard.catalog.functions;

import dev.forkyard.task.LocatedException;
import java.util.List;

/** A function could not be applied; says to what, and why. */
final class CallException extends LocatedException {

    private static final long serialVersionUID = 1L;

    /** The longest text of arguments that a message tells whole. */
    private static final int SHOWN = 200;

    CallException(String function, String where, List<?> arguments, Throwable cause) {
        super("%s%s, %s: %s".formatted(function, shown(arguments), where, reason(cause)), cause);
    }

    private static String shown(List<?> arguments) {
        String text = String.valueOf(arguments);
        String inner = text.substring(1, text.length() - 1);
        return "(" + (inner.length() <= SHOWN ? inner : inner.substring(0, SHOWN) + "…") + ")";
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getName() : message;
    }
}
