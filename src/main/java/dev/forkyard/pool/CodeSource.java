package dev.forkyard.pool;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Where compiled classes of this service are: in a directory, in a JAR, or in a JAR or directory inside the executable
 * JAR.
 *
 * @param file the directory or the (outer) JAR
 * @param inner what stands inside the outer JAR: an entry ending in {@code .jar}, or a prefix ending in {@code /};
 *     empty for the whole
 */
record CodeSource(Path file, String inner) {

    /** The place that a class was loaded from, by the class's name. */
    static CodeSource of(String className) {
        try {
            Class<?> type = Class.forName(className, false, CodeSource.class.getClassLoader());
            return parse(type.getProtectionDomain().getCodeSource().getLocation());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(className + " is not on the server's class path", e);
        }
    }

    /** {@code file:/…} or, from the executable JAR, {@code jar:nested:/outer.jar/!inner!/}. */
    static CodeSource parse(URL location) {
        String text = location.toString();
        if (!text.startsWith("jar:nested:")) {
            return new CodeSource(Path.of(URI.create(text)), "");
        }
        int outerEnd = text.indexOf("/!");
        Path outer = Path.of(URI.create("file:" + text.substring("jar:nested:".length(), outerEnd)));
        return new CodeSource(outer, text.substring(outerEnd + 2, text.lastIndexOf("!/")));
    }

    boolean isJar() {
        return inner.isEmpty() ? Files.isRegularFile(file) : inner.endsWith(".jar");
    }

    String name() {
        Path path = inner.isEmpty() ? file : Path.of(inner);
        return path.getFileName().toString();
    }

    /** The bytes of the JAR that this is. */
    byte[] jarBytes() throws IOException {
        if (inner.isEmpty()) {
            return Files.readAllBytes(file);
        }
        try (ZipFile outer = new ZipFile(file.toFile())) {
            return read(outer, outer.getEntry(inner));
        }
    }

    /** The files in it whose names are wanted, with their contents, in the order of their names. */
    SortedMap<String, byte[]> entries(Predicate<String> wanted) throws IOException {
        return Files.isDirectory(file) ? filesOf(wanted) : zipped(wanted);
    }

    private SortedMap<String, byte[]> filesOf(Predicate<String> wanted) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        try (Stream<Path> files = Files.walk(file)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                String name = file.relativize(each).toString().replace('\\', '/');
                if (wanted.test(name)) {
                    entries.put(name, Files.readAllBytes(each));
                }
            }
        }
        return entries;
    }

    private SortedMap<String, byte[]> zipped(Predicate<String> wanted) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> all = zip.entries();
            while (all.hasMoreElements()) {
                ZipEntry each = all.nextElement();
                if (!each.isDirectory() && each.getName().startsWith(inner)) {
                    String name = each.getName().substring(inner.length());
                    if (wanted.test(name)) {
                        entries.put(name, read(zip, each));
                    }
                }
            }
        }
        return entries;
    }

    private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
        try (var in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
