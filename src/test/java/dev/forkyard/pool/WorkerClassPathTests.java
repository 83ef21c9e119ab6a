package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WorkerClassPathTests {

    @TempDir
    private Path directory;

    @Test
    void workersJarHoldsTheirPackagesAndNoOthers() throws IOException {
        WorkerClassPath classPath = prepare();
        assertThat(classPath.jars().get(0).getFileName()).hasToString("forkyard-worker.jar");
        try (ZipFile jar = new ZipFile(classPath.jars().get(0).toFile())) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();
            assertThat(names)
                    .contains(
                            "META-INF/services/dev.forkyard.task.JobType",
                            "dev/forkyard/worker/WorkerMain.class",
                            "dev/forkyard/task/JobType.class",
                            "dev/forkyard/protocol/Message.class",
                            "dev/forkyard/process/TaskProcesses.class",
                            "dev/forkyard/catalog/digits/PiDigits.class")
                    .allMatch(name -> name.matches(
                            "META-INF/services/.*|dev/forkyard/(task|protocol|process|worker|catalog)/.*"));
        }
    }

    @Test
    void librariesAreThoseThatTheWorkerNeeds() throws IOException {
        assertThat(prepare().jars())
                .hasSize(7)
                .allMatch(Files::isRegularFile)
                .extracting(jar -> jar.getFileName().toString().replaceAll("-\\d.*", ""))
                .containsExactly(
                        "forkyard-worker.jar",
                        "jackson-databind",
                        "jackson-core",
                        "jackson-annotations",
                        "jna",
                        "EvalEx",
                        "jenetics");
    }

    @Test
    void sameContentsAreLaidOutOnce() throws IOException {
        WorkerClassPath first = prepare();
        FileTime made = Files.getLastModifiedTime(first.jars().get(0));
        assertThat(prepare()).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first.jars().get(0))).isEqualTo(made);
        assertThat(directory.resolve("cache")).isDirectoryContaining(Files::isDirectory);
    }

    @Test
    void everyChangeOfContentsMakesAnother() throws IOException {
        Path more = Files.createDirectory(directory.resolve("more"));
        Path without = prepare().directory();
        Path empty = prepare(more).directory();
        Files.writeString(more.resolve("a"), "1");
        Path one = prepare(more).directory();
        Files.writeString(more.resolve("a"), "2");
        Path two = prepare(more).directory();
        Files.move(more.resolve("a"), more.resolve("b"));
        Path renamed = prepare(more).directory();
        assertThat(List.of(without, empty, one, two, renamed)).doesNotHaveDuplicates();
        Files.move(more.resolve("b"), more.resolve("a"));
        assertThat(prepare(more).directory()).isEqualTo(two);
    }

    @Test
    void entriesOfOneNameDoNotMeet() throws IOException {
        Path first = Files.createDirectories(directory.resolve("a/classes"));
        Path second = Files.createDirectories(directory.resolve("b/classes"));
        Files.writeString(first.resolve("one"), "1");
        Files.writeString(second.resolve("two"), "2");
        assertThat(prepare(first, second).jars()).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void missingEntryIsNamed() {
        assertThatIOException()
                .isThrownBy(() -> prepare(directory.resolve("nowhere")))
                .withMessageContaining("nowhere");
    }

    @Test
    void manyMayPrepareAtTheSameTime() throws Exception {
        CyclicBarrier together = new CyclicBarrier(8);
        List<FutureTask<WorkerClassPath>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            FutureTask<WorkerClassPath> task = new FutureTask<>(() -> {
                together.await();
                return prepare();
            });
            new Thread(task, "preparer").start();
            tasks.add(task);
        }
        for (FutureTask<WorkerClassPath> each : tasks) {
            assertThat(each.get()).isEqualTo(tasks.get(0).get());
        }
        assertThat(tasks.get(0).get().jars()).allMatch(Files::isRegularFile);
        try (Stream<Path> all = Files.list(directory.resolve("cache"))) {
            assertThat(all).containsExactly(tasks.get(0).get().directory());
        }
    }

    private WorkerClassPath prepare(Path... more) throws IOException {
        return WorkerClassPath.prepare(directory.resolve("cache"), List.of(more));
    }
}
