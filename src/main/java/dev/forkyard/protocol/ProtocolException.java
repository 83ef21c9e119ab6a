package dev.forkyard.protocol;

import java.io.IOException;

/** The other side sent something that no correct peer sends; the channel cannot be used any longer. */
public final class ProtocolException extends IOException {

    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message);
    }

    public ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
