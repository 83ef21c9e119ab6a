package dev.forkyard.worker;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Puts into words what task code threw, which may be anything, in bounded length. */
final class StackTraces {

    private static final int MAX_MESSAGE = 2_000;
    private static final int MAX_STACK = 16_000;

    private StackTraces() {}

    static String message(Throwable thrown) {
        String message = ask(thrown::getMessage);
        return message.isEmpty() ? thrown.getClass().getSimpleName() : cut(message, MAX_MESSAGE);
    }

    static String print(Throwable thrown) {
        String stack = ask(() -> {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text, true));
            return text.toString();
        });
        return cut(stack, MAX_STACK);
    }

    /** An exception class is a stranger's code as well: its methods may throw, or give null. */
    private static String ask(java.util.function.Supplier<String> question) {
        try {
            String answer = question.get();
            return answer == null ? "" : answer;
        } catch (RuntimeException | Error e) {
            return "(the exception could not be read: " + e.getClass().getName() + ")";
        }
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max) + " …";
    }
}
