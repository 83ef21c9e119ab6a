package dev.forkyard.pool.plugin;

import dev.forkyard.pool.plugin.PluginProbe.Contents;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps JARs under the SHA-256 of what they hold, so that nobody overwrites one that a JVM reads, what they said is in them,
 * and a list for each generation of what it consists of, so that an unfinished job finds its own after a restart of the server. For use by one
 * thread, but for {@link #find}.
 */
final class PluginStore {

    private static final System.Logger LOG = System.getLogger(PluginStore.class.getName());
    private static final String JAR = ".jar";
    private static final String DRAFT = "draft-";
    private static final int ID_BYTES = 12;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path jars;
    private final Path descriptions;
    private final Path generations;
    private final Path current;

    /** @param directory made when the first JAR is taken */
    PluginStore(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        this.jars = absolute.resolve("jars");
        this.descriptions = absolute.resolve("descriptions");
        this.generations = absolute.resolve("generations");
        this.current = absolute.resolve("current");
    }

    /** Copies a file; its SHA-256. */
    String take(Path file) throws IOException {
        Files.createDirectories(jars);
        Path draft = Files.createTempFile(jars, DRAFT, "");
        try {
            String sha256 = copy(file, draft);
            if (!Files.exists(jar(sha256))) {
                Files.move(draft, jar(sha256), StandardCopyOption.ATOMIC_MOVE);
                force(jars);
            }
            return sha256;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static String copy(Path file, Path to) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new DigestOutputStream(Files.newOutputStream(to), digest)) {
            in.transferTo(out);
        }
        force(to);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Where the JAR of that SHA-256 is kept, if it was taken. */
    Path jar(String sha256) {
        return jars.resolve(sha256 + JAR);
    }

    /** Writes down what is in a JAR, if it is of use; else what was written of it is removed. */
    void describe(String sha256, Contents contents) {
        try {
            if (contents.problem() == null) {
                Files.createDirectories(descriptions);
                write(descriptions.resolve(sha256), JSON.writeValueAsString(contents));
            } else {
                Files.deleteIfExists(descriptions.resolve(sha256));
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "What is in a plug-in cannot be written down; it is asked again", e);
        }
    }

    /** What was written down of a JAR; empty if there is nothing that can be read. */
    Optional<Contents> described(String sha256) {
        try {
            return Optional.of(JSON.readValue(Files.readString(descriptions.resolve(sha256)), Contents.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            LOG.log(System.Logger.Level.WARNING, "What was written down of a plug-in cannot be read", e);
            return Optional.empty();
        }
    }

    /**
     * Writes down a generation as the one that serves from now on.
     *
     * @param files SHA-256 of each JAR by the name of its file
     */
    Generation record(SortedMap<String, String> files) throws IOException {
        Generation generation = of(new TreeSet<>(files.values()));
        StringBuilder lines = new StringBuilder();
        files.forEach(
                (file, sha256) -> lines.append(sha256).append(' ').append(file).append('\n'));
        if (generation.id().isEmpty()) {
            Files.deleteIfExists(current);
        } else {
            Files.createDirectories(generations);
            write(generations.resolve(generation.id()), lines.toString());
            write(current, lines.toString());
        }
        return generation;
    }

    private Generation of(SortedSet<String> sha256s) {
        if (sha256s.isEmpty()) {
            return Generation.NONE;
        }
        MessageDigest digest = sha256();
        sha256s.forEach(each -> digest.update(each.getBytes(StandardCharsets.US_ASCII)));
        String id = HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
        return new Generation(id, sha256s.stream().map(this::jar).toList());
    }

    private static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(DRAFT + file.getFileName());
        Files.writeString(draft, text);
        force(draft);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(file.toAbsolutePath().getParent());
    }

    /** A job that is accepted is durable, and so is what it runs with. */
    private static void force(@Nullable Path path) throws IOException {
        if (path != null) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** The generation of that id, if all its JARs are kept. Safe for use by any thread. */
    Optional<Generation> find(String id) throws IOException {
        if (id.isEmpty()) {
            return Optional.of(Generation.NONE);
        }
        Generation found = of(new TreeSet<>(read(generations.resolve(id)).values()));
        boolean complete = found.id().equals(id) && found.jars().stream().allMatch(Files::isRegularFile);
        return complete ? Optional.of(found) : Optional.empty();
    }

    /** SHA-256 of each JAR, by the name of its file, of the generation that served when the server last ended. */
    Map<String, String> last() throws IOException {
        return read(current);
    }

    private static Map<String, String> read(Path list) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(list)) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    files.put(line.substring(space + 1), line.substring(0, space));
                }
            }
        } catch (NoSuchFileException e) {
            return Map.of();
        }
        return files;
    }

    /** The ids of all generations that are written down. */
    Set<String> generations() throws IOException {
        return new HashSet<>(names(generations));
    }

    /**
     * Removes what nobody needs.
     *
     * @param generationsInUse their ids
     * @param jarsInUse SHA-256 of those that are in use besides
     */
    void keepOnly(Set<String> generationsInUse, Set<String> jarsInUse) throws IOException {
        Set<String> kept = new HashSet<>(jarsInUse);
        for (String id : names(generations)) {
            if (generationsInUse.contains(id)) {
                kept.addAll(read(generations.resolve(id)).values());
            } else {
                Files.deleteIfExists(generations.resolve(id));
            }
        }
        for (String name : names(jars)) {
            if (!name.endsWith(JAR) || !kept.contains(name.substring(0, name.length() - JAR.length()))) {
                Files.deleteIfExists(jars.resolve(name));
            }
        }
        for (String name : names(descriptions)) {
            if (!kept.contains(name)) {
                Files.deleteIfExists(descriptions.resolve(name));
            }
        }
    }

    private static List<String> names(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
