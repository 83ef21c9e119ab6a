package dev.forkyard.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds what runs of the service have among the temporary files. */
final class RunDirectories {

    static final Path PARENT = Path.of(System.getProperty("java.io.tmpdir"));

    private RunDirectories() {}

    static List<Path> ofThisProcess() throws IOException {
        String prefix = "forkyard-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> all = Files.list(PARENT)) {
            return all.filter(each -> each.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }
}
