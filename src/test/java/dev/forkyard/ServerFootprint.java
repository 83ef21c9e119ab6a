package dev.forkyard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server holds while it has nothing to do; two of them are equal where nothing has leaked in between.
 *
 * @param workers worker processes, spares included
 * @param descriptors open file descriptors by kind, without TCP sockets
 * @param readers threads that listen to a worker
 * @param workerDirectories directories in its run directory
 * @param otherFiles files below those, other than each worker's outbox
 */
record ServerFootprint(
        int workers, Map<String, Integer> descriptors, long readers, long workerDirectories, List<String> otherFiles) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern READER = Pattern.compile("(?m)^\"worker-\\d+-reader\"");

    static ServerFootprint of(long pid) throws IOException, InterruptedException {
        // Comes first: from the first time on, the JVM has a socket for who asks.
        String threads = jcmd(pid, "Thread.print");
        Path run = runDirectory(pid);
        List<Path> files = walked(run).stream().map(run::relativize).toList();
        return new ServerFootprint(
                Proc.workersOf(pid).size(),
                Proc.descriptors(pid),
                READER.matcher(threads).results().count(),
                files.stream()
                        .filter(path ->
                                path.getNameCount() == 1 && !path.toString().isEmpty())
                        .count(),
                files.stream()
                        .filter(path -> path.getNameCount() > 1)
                        .filter(path -> !List.of("outbox", "scratch")
                                        .contains(path.getName(1).toString())
                                || path.getNameCount() > 2)
                        .map(Path::toString)
                        .toList());
    }

    /** Bytes of the objects that the server still needs. */
    static long liveHeap(long pid) throws IOException, InterruptedException {
        String histogram = jcmd(pid, "GC.class_histogram"); // Collects the garbage first.
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException("no total in: " + histogram);
        }
        return Long.parseLong(total.group(1));
    }

    private static Path runDirectory(long pid) throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("forkyard-" + pid + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd failed: " + output);
        }
        return output;
    }

    /** Walks again where a directory vanished on the way. */
    private static List<Path> walked(Path run) throws IOException {
        for (int tries = 1; ; tries++) {
            try (Stream<Path> all = Files.walk(run)) {
                return all.toList();
            } catch (UncheckedIOException e) {
                if (tries == 100) {
                    throw e;
                }
            }
        }
    }
}
