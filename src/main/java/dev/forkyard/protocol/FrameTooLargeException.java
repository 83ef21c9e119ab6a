package dev.forkyard.protocol;

/** A message does not fit into a frame; nothing was sent, and the channel can still be used. */
public final class FrameTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FrameTooLargeException(long length, int maxLength) {
        super("a message of at least %d bytes is over the limit of %d bytes".formatted(length, maxLength));
    }
}
