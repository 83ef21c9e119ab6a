package dev.forkyard.catalog.digits;

import java.io.IOException;

/** Where digits are written to, piece by piece. */
interface DigitSink {

    /**
     * Writes digits in ASCII; over others, if these were in doubt and are computed again.
     *
     * @param position of the first of them among all digits, from 0
     */
    void write(long position, byte[] digits) throws IOException;
}
