package dev.forkyard.job.service;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * A regular expression that gives up on a text when it has looked at its characters too often, as job types of plug-ins bring
 * their own, and some take ages. Immutable.
 */
final class BoundedPattern implements RegularExpression {

    /** A sensible expression looks at each character a few times, or as often as there are characters in a short text. */
    private static final long LOOKS_PER_CHARACTER = 1000;

    private static final long LOOKS = 1000;

    private final Pattern pattern;

    BoundedPattern(String regex) {
        this.pattern = Pattern.compile(regex);
    }

    /** Whether a part of the text matches; false where that takes too long to tell. */
    @Override
    public boolean matches(String text) {
        return match(text) == Match.YES;
    }

    enum Match {
        YES,
        NO,
        /** It would take too long to tell. */
        TOO_LONG
    }

    Match match(String text) {
        try {
            return pattern.matcher(new Looks(text)).find() ? Match.YES : Match.NO;
        } catch (TooLongException | StackOverflowError e) {
            return Match.TOO_LONG;
        }
    }

    /** A text that counts how often it is looked at. For use by one thread. */
    private static final class Looks implements CharSequence {

        private final String text;
        private long left;

        Looks(String text) {
            this.text = text;
            this.left = LOOKS + LOOKS_PER_CHARACTER * text.length();
        }

        @Override
        public char charAt(int index) {
            left--;
            if (left < 0) {
                throw new TooLongException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooLongException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("the text has been looked at too often", null, false, false);
        }
    }
}
