package dev.forkyard.worker;

/** Finds the borders of characters in UTF-8 bytes. */
final class Utf8 {

    private Utf8() {}

    /** How many of the first {@code length} bytes end with a complete character; all, where they are not UTF-8 at all. */
    static int completePrefix(byte[] bytes, int length) {
        for (int back = 1; back <= Math.min(3, length); back++) {
            int b = bytes[length - back] & 0xFF;
            if (b >= 0xC0) {
                int wanted = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return back < wanted ? length - back : length;
            }
            if (b < 0x80) {
                return length;
            }
        }
        return length;
    }
}
