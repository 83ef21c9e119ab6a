package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeSourceTests {

    private static final byte[] CLASS = {1, 2, 3};

    /** A name that an URL has to escape. */
    @TempDir
    private Path parent;

    @Test
    void directoryIsRead() throws IOException {
        Path directory = Files.createDirectories(parent.resolve("a dir+ü/classes"));
        Files.createDirectories(directory.resolve("dev/x"));
        Files.write(directory.resolve("dev/x/A.class"), CLASS);
        Files.write(directory.resolve("other.txt"), CLASS);
        CodeSource source = CodeSource.parse(directory.toUri().toURL());
        assertThat(source).isEqualTo(new CodeSource(directory, ""));
        assertThat(source.isJar()).isFalse();
        assertThat(source.entries(name -> name.startsWith("dev/"))).containsOnlyKeys("dev/x/A.class");
        assertThat(source.entries(name -> true)).containsOnlyKeys("dev/x/A.class", "other.txt");
    }

    @Test
    void jarIsRead() throws IOException {
        Path jar = Files.createDirectories(parent.resolve("a dir+ü")).resolve("one.jar");
        Files.write(jar, zip(Map.of("dev/x/A.class", CLASS)));
        CodeSource source = CodeSource.parse(jar.toUri().toURL());
        assertThat(source.isJar()).isTrue();
        assertThat(source.name()).isEqualTo("one.jar");
        assertThat(source.jarBytes()).isEqualTo(Files.readAllBytes(jar));
        assertThat(source.entries(name -> true)).containsOnlyKeys("dev/x/A.class");
    }

    @Test
    void directoryWithinTheExecutableJarIsRead() throws IOException {
        CodeSource source = CodeSource.parse(nested(executable(), "BOOT-INF/classes/"));
        assertThat(source.isJar()).isFalse();
        assertThat(source.entries(name -> true)).containsOnlyKeys("dev/x/A.class");
        assertThat(source.entries(name -> name.equals("dev/x/A.class")).get("dev/x/A.class"))
                .isEqualTo(CLASS);
    }

    @Test
    void jarWithinTheExecutableJarIsRead() throws IOException {
        CodeSource source = CodeSource.parse(nested(executable(), "BOOT-INF/lib/library-1.0.jar"));
        assertThat(source.isJar()).isTrue();
        assertThat(source.name()).isEqualTo("library-1.0.jar");
        assertThat(source.jarBytes()).isEqualTo(zip(Map.of("lib/B.class", CLASS)));
    }

    @Test
    void placeOfALoadedClassIsKnown() {
        assertThat(CodeSource.of("dev.forkyard.pool.WorkerPool").file()).isDirectory();
        assertThat(CodeSource.of("tools.jackson.databind.ObjectMapper").name()).startsWith("jackson-databind");
    }

    private Path executable() throws IOException {
        Path jar = Files.createDirectories(parent.resolve("a dir+ü")).resolve("fork yard!.jar");
        Files.write(
                jar,
                zip(Map.of(
                        "BOOT-INF/classes/dev/x/A.class",
                        CLASS,
                        "BOOT-INF/lib/library-1.0.jar",
                        zip(Map.of("lib/B.class", CLASS)),
                        "org/springframework/boot/loader/Launcher.class",
                        CLASS)));
        return jar;
    }

    /** As Spring Boot's loader writes them. */
    private static URL nested(Path jar, String entry) throws IOException {
        String path = jar.toUri().getRawPath().replace("!", "%21");
        return new URL(null, "jar:nested:" + path + "/!" + entry + "!/", new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) throws IOException {
                throw new IOException("not to be opened");
            }
        });
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : new java.util.TreeMap<>(entries).entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
