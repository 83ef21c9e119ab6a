package dev.forkyard.pool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The JARs that workers run on, in a directory of their own: the packages {@code task}, {@code protocol}, {@code process}, {@code worker}
 * and {@code catalog} cut out of the server's own code, the libraries these need, and what the user adds.
 *
 * <p>The directory is named after its contents and the JVM, so that each installation makes it once, a change makes
 * another, and the class-data archive beside the JARs fits them.
 *
 * @param directory where the JARs are
 * @param jars in class path order
 */
record WorkerClassPath(Path directory, List<Path> jars) {

    private static final String MARK = "dev.forkyard.pool.WorkerPool";
    private static final List<String> OWN_PACKAGES = List.of("task", "protocol", "process", "worker", "catalog");
    private static final List<String> LIBRARY_CLASSES = List.of(
            "tools.jackson.databind.ObjectMapper",
            "tools.jackson.core.JsonParser",
            "com.fasterxml.jackson.annotation.JsonInclude",
            "com.sun.jna.Native",
            "com.ezylang.evalex.parser.Tokenizer",
            "io.jenetics.Genotype");

    WorkerClassPath {
        jars = List.copyOf(jars);
    }

    /** Lays the JARs out below the cache directory, unless they are there. */
    static WorkerClassPath prepare(Path cacheDirectory, List<Path> more) throws IOException {
        Map<String, byte[]> jars = new LinkedHashMap<>();
        jars.put("forkyard-worker.jar", pack(CodeSource.of(MARK).entries(WorkerClassPath::isOurs)));
        for (String library : LIBRARY_CLASSES) {
            CodeSource source = CodeSource.of(library);
            jars.put(source.name(), source.jarBytes());
        }
        int number = 0;
        for (Path entry : more) {
            if (!Files.exists(entry)) {
                throw new IOException("forkyard.pool.class-path names " + entry + ", which does not exist");
            }
            CodeSource source = new CodeSource(entry.toAbsolutePath(), "");
            requireJar(source);
            String name = "user-%d-%s.jar".formatted(number++, source.name().replaceFirst("\\.jar$", ""));
            jars.put(name, source.isJar() ? source.jarBytes() : pack(source.entries(each -> true)));
        }
        return layOut(cacheDirectory.toAbsolutePath().normalize(), jars);
    }

    /** The JVM passes over a file that is none without a word. */
    private static void requireJar(CodeSource source) throws IOException {
        if (source.isJar()) {
            try (ZipFile jar = new ZipFile(source.file().toFile())) {
                if (jar.size() == 0) {
                    throw new IOException("forkyard.pool.class-path names " + source.file() + ", which is empty");
                }
            } catch (ZipException e) {
                throw new IOException(
                        "forkyard.pool.class-path names " + source.file() + ", which is no JAR: " + e.getMessage(), e);
            }
        }
    }

    /** What follows {@code -cp}. */
    String asArgument() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private static boolean isOurs(String entry) {
        return entry.startsWith("META-INF/services/dev.forkyard.task.")
                || OWN_PACKAGES.stream().anyMatch(each -> entry.startsWith("dev/forkyard/" + each + "/"));
    }

    private static WorkerClassPath layOut(Path cacheDirectory, Map<String, byte[]> jars) throws IOException {
        Path directory = cacheDirectory.resolve("worker-" + key(jars));
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(cacheDirectory);
            Path draft = Files.createTempDirectory(cacheDirectory, "draft-");
            for (Map.Entry<String, byte[]> jar : jars.entrySet()) {
                Files.write(draft.resolve(jar.getKey()), jar.getValue());
            }
            publish(draft, directory);
        }
        List<Path> paths = new ArrayList<>();
        jars.keySet().forEach(name -> paths.add(directory.resolve(name)));
        return new WorkerClassPath(directory, paths);
    }

    /** Another server may be doing the same: the first to finish wins, and both drafts hold the same. */
    private static void publish(Path draft, Path directory) throws IOException {
        try {
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, directory);
        } catch (
                FileSystemException
                        e) { // Which of its kind, when the directory is there, the platforms do not agree on.
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        } finally {
            Directories.delete(draft);
        }
    }

    /** Both, since an archive made by one JVM is of no use to another. */
    private static String key(Map<String, byte[]> jars) {
        MessageDigest digest = sha256();
        for (String property : List.of("java.home", "java.vm.name", "java.vm.vendor", "java.vm.version", "os.arch")) {
            digest.update(System.getProperty(property).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        jars.forEach((name, bytes) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(sha256().digest(bytes));
        });
        return HexFormat.of().formatHex(digest.digest(), 0, 12);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The same files always give the same bytes. */
    private static byte[] pack(SortedMap<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.DEFLATED);
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTimeLocal(java.time.LocalDateTime.of(2000, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
