package dev.forkyard.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Frames on their way to the peer. Any thread adds; one writer takes. */
interface Outbox {

    /**
     * Takes a frame, behind those taken before.
     *
     * @param urgent whether it is to leave at once; else it may wait a millisecond for others
     */
    void add(ByteBuffer frame, boolean urgent);

    /** Waits for frames and writes those that are there; false once it was ended and all have been written. */
    boolean writeTo(WritableByteChannel peer) throws IOException, InterruptedException;

    /** Takes no more; what is there is still written. */
    void end();
}
