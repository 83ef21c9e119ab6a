package dev.forkyard.pool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Reads numbers from the small text files in which Linux tells about itself. */
final class KernelFile {

    private KernelFile() {}

    /** The number that is all the file holds; empty where it holds a word, or cannot be read. */
    static OptionalLong number(Path file) {
        List<String> lines = lines(file);
        return lines.size() == 1 ? parse(lines.get(0)) : OptionalLong.empty();
    }

    /** The number in the line {@code key number}; empty where there is none, or the file cannot be read. */
    static OptionalLong number(Path file, String key) {
        return lines(file).stream()
                .filter(line -> line.startsWith(key + " "))
                .findFirst()
                .map(line -> parse(line.substring(key.length())))
                .orElse(OptionalLong.empty());
    }

    /** No lines where the file is not there or may not be read. */
    static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static OptionalLong parse(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.trim()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
