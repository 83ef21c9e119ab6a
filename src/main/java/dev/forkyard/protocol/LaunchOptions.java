package dev.forkyard.protocol;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a worker is told on its command line, in this order.
 *
 * @param socket the Unix domain socket to connect to
 * @param directory an existing directory for the worker alone, with what {@link #scratch()} and {@link #outbox()} name
 * @param jobs where each job has a directory for its files, named after its id; made when the first needs it
 * @param parentPid process id of the server; the worker ends when that process does
 * @param maxFrameLength most bytes of one frame
 * @param maxResultLength most characters of one result
 * @param maxLogLength most bytes that one unit of work may print
 * @param stopsOnOverflow whether a unit that prints more is stopped; else the rest is dropped
 * @param tellsCore whether the worker is to find out on which core its units ran
 * @param plugins JARs with job types and functions, each to be loaded by itself
 */
public record LaunchOptions(
        Path socket,
        Path directory,
        Path jobs,
        long parentPid,
        int maxFrameLength,
        int maxResultLength,
        int maxLogLength,
        boolean stopsOnOverflow,
        boolean tellsCore,
        List<Path> plugins) {

    private static final int FIXED = 9;

    public LaunchOptions {
        plugins = List.copyOf(plugins);
    }

    /** The worker's current and temporary directory, empty when a task begins. */
    public Path scratch() {
        return directory.resolve("scratch");
    }

    /** The file in which what the worker sends survives it. */
    public Path outbox() {
        return directory.resolve("outbox");
    }

    /** The command line arguments that {@link #parse} understands. */
    public List<String> toArguments() {
        List<String> arguments = new ArrayList<>(List.of(
                socket.toString(),
                directory.toString(),
                jobs.toString(),
                Long.toString(parentPid),
                Integer.toString(maxFrameLength),
                Integer.toString(maxResultLength),
                Integer.toString(maxLogLength),
                Boolean.toString(stopsOnOverflow),
                Boolean.toString(tellsCore)));
        plugins.forEach(jar -> arguments.add(jar.toString()));
        return arguments;
    }

    /**
     * The options that stand on a command line.
     *
     * @throws IllegalArgumentException if these are fewer than nine, or a number is none
     */
    public static LaunchOptions parse(List<String> arguments) {
        if (arguments.size() < FIXED) {
            throw new IllegalArgumentException(
                    "expected socket, directory, jobs, parent pid, max frame, max result, max log,"
                            + " stops on overflow, tells core, plug-ins but got " + arguments.size() + " arguments");
        }
        return new LaunchOptions(
                Path.of(arguments.get(0)),
                Path.of(arguments.get(1)),
                Path.of(arguments.get(2)),
                Long.parseLong(arguments.get(3)),
                Integer.parseInt(arguments.get(4)),
                Integer.parseInt(arguments.get(5)),
                Integer.parseInt(arguments.get(6)),
                Boolean.parseBoolean(arguments.get(7)),
                Boolean.parseBoolean(arguments.get(8)),
                arguments.subList(FIXED, arguments.size()).stream()
                        .map(Path::of)
                        .toList());
    }
}
