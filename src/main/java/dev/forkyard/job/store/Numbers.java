package dev.forkyard.job.store;

/** Reads decimal numbers, each followed by a blank, off a text. */
final class Numbers {

    private final String text;
    private int at;

    Numbers(String text) {
        this.text = text;
    }

    long next() {
        int end = text.indexOf(' ', at);
        long number = Long.parseLong(text, at, end, 10);
        at = end + 1;
        return number;
    }
}
