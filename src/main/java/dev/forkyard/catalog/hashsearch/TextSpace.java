package dev.forkyard.catalog.hashsearch;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * All texts over an alphabet from one letter to a length, numbered from 0: shorter ones first, those of one length in the
 * order of the alphabet, the last letter changing the fastest. Immutable.
 */
final class TextSpace {

    /** Most texts of a space; a core needs hours for so many. */
    static final long MOST = 1L << 38;

    private final List<byte[]> letters;
    private final long size;

    private TextSpace(List<byte[]> letters, long size) {
        this.letters = letters;
        this.size = size;
    }

    /**
     * @param alphabet the letters: Unicode characters, of which UTF-8 is hashed
     * @throws IllegalArgumentException if there is a letter twice or half, or there are more than {@link #MOST} texts
     */
    static TextSpace of(String alphabet, int maxLength) {
        int[] letters = alphabet.codePoints().toArray();
        for (int at = 0; at < letters.length; at++) {
            if (Character.getType(letters[at]) == Character.SURROGATE) {
                throw new IllegalArgumentException(
                        "'alphabet' has half of a character at position %d.".formatted(at + 1));
            }
            String letter = Character.toString(letters[at]);
            if (alphabet.indexOf(letter) != alphabet.lastIndexOf(letter)) {
                throw new IllegalArgumentException("'alphabet' has the letter '%s' more than once.".formatted(letter));
            }
        }
        BigInteger size = BigInteger.ZERO;
        for (int length = 1; length <= maxLength; length++) {
            size = size.add(BigInteger.valueOf(letters.length).pow(length));
        }
        if (size.compareTo(BigInteger.valueOf(MOST)) > 0) {
            throw new IllegalArgumentException(
                    "There are %s texts of up to %d of %d letters, which is more than the %d that can be searched."
                            .formatted(size, maxLength, letters.length, MOST));
        }
        return new TextSpace(
                alphabet.codePoints()
                        .mapToObj(letter -> Character.toString(letter).getBytes(StandardCharsets.UTF_8))
                        .toList(),
                size.longValueExact());
    }

    /** How many texts there are. */
    long size() {
        return size;
    }

    /** The texts from a number on. */
    Cursor from(long number) {
        return new Cursor(number);
    }

    /** Stands at one text after the other. Not safe for use by several threads. */
    final class Cursor {

        private static final int MOST_LETTERS = 64;
        private static final int MOST_BYTES = 4 * MOST_LETTERS;

        private final int[] text = new int[MOST_LETTERS];
        private final int[] ends = new int[MOST_LETTERS];
        private final byte[] bytes = new byte[MOST_BYTES];
        private int length;

        private Cursor(long number) {
            long rest = number;
            long count = letters.size();
            length = 1;
            while (rest >= count) {
                rest -= count;
                count *= letters.size();
                length++;
            }
            for (int at = length - 1; at >= 0; at--) {
                text[at] = (int) (rest % letters.size());
                rest /= letters.size();
            }
            write(0);
        }

        /** UTF-8 of the text, and more behind it. */
        byte[] bytes() {
            return bytes;
        }

        /** How many of the bytes are the text. */
        int byteCount() {
            return ends[length - 1];
        }

        /** The text. */
        String text() {
            return new String(bytes, 0, byteCount(), StandardCharsets.UTF_8);
        }

        /** Goes on to the next text. */
        void next() {
            int at = length - 1;
            while (at >= 0 && text[at] == letters.size() - 1) {
                text[at] = 0;
                at--;
            }
            if (at < 0) {
                text[length] = 0;
                length++;
                at = 0;
            } else {
                text[at]++;
            }
            write(at);
        }

        private void write(int from) {
            int end = from == 0 ? 0 : ends[from - 1];
            for (int at = from; at < length; at++) {
                byte[] letter = letters.get(text[at]);
                for (byte each : letter) {
                    bytes[end++] = each;
                }
                ends[at] = end;
            }
        }
    }
}
