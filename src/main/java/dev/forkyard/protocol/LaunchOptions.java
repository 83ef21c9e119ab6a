package dev.forkyard.protocol;

import java.nio.file.Path;
import java.util.List;

/**
 * What a worker is told on its command line, in this order.
 *
 * @param socket the Unix domain socket to connect to
 * @param scratch an existing directory for the worker alone
 * @param parentPid process id of the server; the worker ends when that process does
 * @param maxFrameLength most bytes of one frame
 * @param maxResultLength most characters of one result
 * @param maxLogLength most bytes that one unit of work may print before the rest is dropped
 */
public record LaunchOptions(
        Path socket, Path scratch, long parentPid, int maxFrameLength, int maxResultLength, int maxLogLength) {

    /** The command line arguments that {@link #parse} understands. */
    public List<String> toArguments() {
        return List.of(
                socket.toString(),
                scratch.toString(),
                Long.toString(parentPid),
                Integer.toString(maxFrameLength),
                Integer.toString(maxResultLength),
                Integer.toString(maxLogLength));
    }

    /**
     * The options that stand on a command line.
     *
     * @throws IllegalArgumentException if these are not six, or a number is none
     */
    public static LaunchOptions parse(List<String> arguments) {
        if (arguments.size() != 6) {
            throw new IllegalArgumentException("expected socket, scratch, parent pid, max frame, max result, max log"
                    + " but got " + arguments.size() + " arguments");
        }
        return new LaunchOptions(
                Path.of(arguments.get(0)),
                Path.of(arguments.get(1)),
                Long.parseLong(arguments.get(2)),
                Integer.parseInt(arguments.get(3)),
                Integer.parseInt(arguments.get(4)),
                Integer.parseInt(arguments.get(5)));
    }
}
