package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.forkyard.jobtypes.HangTask;
import dev.forkyard.jobtypes.NoisyTask;
import dev.forkyard.jobtypes.SleepTask;
import dev.forkyard.protocol.ExitCode;
import dev.forkyard.protocol.LaunchOptions;
import dev.forkyard.protocol.Message;
import dev.forkyard.protocol.Message.FailureKind;
import dev.forkyard.protocol.MessageChannel;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One worker JVM against a scripted server: what it answers, and how it ends. */
@Timeout(120)
class WorkerJvmIT {

    private static final String JOB = TestPool.JOB;
    private static final int MAGIC = 0x464B5944;

    @TempDir
    private Path directory;

    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = ScriptedServer.start(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void helloTellsProtocolAndProcess() {
        assertThat(server.hello())
                .isEqualTo(new Message.Hello(
                        MessageChannel.PROTOCOL_VERSION, server.process().pid()));
    }

    @Test
    void describeTellsTheJobTypesEachTime() throws IOException {
        server.send(new Message.Describe());
        Message first = server.receive();
        assertThat(first)
                .isInstanceOfSatisfying(
                        Message.Described.class,
                        described -> assertThat(described.types())
                                .extracting(Message.TypeDescription::name)
                                .contains("pi-digits", "test-echo"));
        server.send(new Message.Describe());
        assertThat(server.receive()).isEqualTo(first);
    }

    @Test
    void stopEndsItWithNothingSaid() throws Exception {
        server.send(new Message.Stop());
        assertThat(server.exitCode(30_000)).isEqualTo(ExitCode.STOPPED.code());
        assertThat(server.output().lines().filter(line -> !line.startsWith("WARNING: Using incubator modules: ")))
                .isEmpty();
    }

    @Test
    void stopWaitsForTheUnitUnderWay() throws Exception {
        server.send(run(1, "test-sleep", SleepTask.millis(100)));
        server.send(new Message.Stop());
        assertThat(server.answer()).isInstanceOf(Message.Value.class);
        assertThat(server.exitCode(30_000)).isEqualTo(ExitCode.STOPPED.code());
    }

    @Test
    void unitsAreAnsweredInOrderOnceEach() throws IOException {
        for (int i = 1; i <= 1000; i++) {
            server.send(run(i, "test-echo", i));
        }
        for (int i = 1; i <= 1000; i++) {
            int number = i;
            assertThat(server.receive()).isInstanceOfSatisfying(Message.Value.class, value -> {
                assertThat(value.id()).isEqualTo(number);
                assertThat(value.json()).isEqualTo(Integer.toString(number));
                assertThat(value.meter().wallNanos()).isPositive();
            });
        }
    }

    @Test
    void progressAndLogComeBeforeTheAnswer() throws IOException {
        server.send(run(1, "test-sleep", SleepTask.millis(250)));
        assertThat(server.receive()).isEqualTo(new Message.Log(1, "sleeping\n"));
        List<Message> rest = new ArrayList<>();
        do {
            rest.add(server.receive());
        } while (!(rest.get(rest.size() - 1) instanceof Message.Value));
        assertThat(rest.subList(0, rest.size() - 1))
                .hasSizeBetween(1, 5)
                .allMatch(message -> message instanceof Message.Progress progress
                        && progress.id() == 1
                        && progress.fraction() > 0
                        && progress.fraction() <= 1);
    }

    @Test
    void tooLongResultIsNamed() throws IOException {
        server.send(run(1, "test-echo", "x".repeat(999)));
        assertThat(server.answer())
                .isInstanceOfSatisfying(
                        Message.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(FailureKind.OUTPUT_LIMIT));
        server.send(run(2, "test-echo", "x".repeat(998)));
        assertThat(server.answer()).isInstanceOf(Message.Value.class);
    }

    @Test
    void cancelStopsTheUnitUnderWay() throws IOException {
        server.send(run(1, "test-sleep", SleepTask.millis(3_600_000)));
        server.awaitLog("sleeping");
        server.send(new Message.Cancel(1, 1));
        assertThat(server.answer())
                .isInstanceOfSatisfying(
                        Message.Cancelled.class,
                        cancelled -> assertThat(cancelled.id()).isEqualTo(1));
        server.send(run(2, "test-echo", 2));
        assertThat(server.answer()).isInstanceOf(Message.Value.class);
    }

    @Test
    void cancelOfAnyOtherUnitIsIgnored() throws IOException {
        server.send(run(1, "test-echo", 1));
        assertThat(server.answer()).isInstanceOf(Message.Value.class);
        server.send(new Message.Cancel(1, 1));
        server.send(new Message.Cancel(3, 3));
        server.send(run(2, "test-sleep", SleepTask.millis(300)));
        server.awaitLog("sleeping");
        server.send(new Message.Cancel(1, 1));
        server.send(new Message.Cancel(3, 3));
        assertThat(server.answer()).isInstanceOf(Message.Value.class);
        server.send(run(3, "test-sleep", SleepTask.millis(100)));
        assertThat(server.answer()).isInstanceOf(Message.Value.class);
    }

    @Test
    void logPastItsCapIsDropped() throws IOException {
        server.send(run(1, "test-noisy", NoisyTask.lines(1000, "x".repeat(100))));
        StringBuilder log = new StringBuilder();
        Message message = server.receive();
        for (; message instanceof Message.Log text; message = server.receive()) {
            log.append(text.text());
        }
        assertThat(message).isInstanceOf(Message.Value.class);
        assertThat(log).endsWith("\n[output past 1000 bytes was dropped]\n").hasSize(1000 + 38);
    }

    @Test
    void nothingTasksPrintReachesStandardOutput() throws Exception {
        server.send(run(1, "test-noisy", NoisyTask.lines(10, "loud")));
        assertThat(server.answer()).isInstanceOf(Message.Value.class);
        server.send(new Message.Stop());
        assertThat(server.exitCode(30_000)).isZero();
        assertThat(server.output().lines().filter(line -> !line.startsWith("WARNING: Using incubator modules: ")))
                .isEmpty();
    }

    @Test
    void garbageIsAProtocolError() throws Exception {
        server.sendRaw(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
        assertEnds(ExitCode.PROTOCOL_ERROR);
        assertThat(server.output()).contains("a frame begins with 47455420");
    }

    @Test
    void unknownTypeIsAProtocolErrorAlsoWhileATaskSpins() throws Exception {
        server.send(run(1, "test-hang", HangTask.spinning()));
        server.awaitLog("hanging");
        server.sendRaw(
                ByteBuffer.allocate(9).putInt(MAGIC).put((byte) 99).putInt(0).flip());
        assertEnds(ExitCode.PROTOCOL_ERROR);
        assertThat(server.output()).contains("unknown type 99");
    }

    @Test
    void oversizedFrameIsAProtocolError() throws Exception {
        server.sendRaw(ByteBuffer.allocate(9)
                .putInt(MAGIC)
                .put((byte) 5)
                .putInt(Integer.MAX_VALUE)
                .flip());
        assertEnds(ExitCode.PROTOCOL_ERROR);
        assertThat(server.output()).contains("over the limit");
    }

    @Test
    void messageThatIsNotForWorkersIsAProtocolError() throws Exception {
        server.send(new Message.Progress(1, 0.5));
        assertEnds(ExitCode.PROTOCOL_ERROR);
        assertThat(server.output()).contains("a worker takes no Progress");
    }

    @Test
    void workerEndsWhenItsServerDisappearsMidTask() throws Exception {
        server.send(run(1, "test-hang", HangTask.spinning()));
        server.awaitLog("hanging");
        server.disappear();
        assertEnds(ExitCode.CHANNEL_LOST);
    }

    @Test
    void workerEndsWhenItsServerDisappearsWhileIdle() throws Exception {
        server.disappear();
        assertEnds(ExitCode.CHANNEL_LOST);
    }

    @Test
    void workerEndsWithItsParentThoughTheChannelStaysOpen() throws Exception {
        assumeThat(Path.of("/bin/sh")).exists();
        Path other = directory.resolve("other");
        Files.createDirectory(other);
        try (ScriptedServer orphaned = ScriptedServer.start(other, WorkerJvmIT::throughShell)) {
            orphaned.send(run(1, "test-hang", HangTask.spinning()));
            orphaned.awaitLog("hanging");
            ProcessHandle worker = orphaned.process().children().findFirst().orElseThrow();
            assertThat(worker.pid()).isEqualTo(((Message.Hello) orphaned.hello()).pid());
            long began = System.nanoTime();
            orphaned.process().destroyForcibly();
            assertThatThrownBy(orphaned::receive).isInstanceOf(IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(40));
            worker.destroyForcibly();
        }
    }

    /** The shell becomes the parent, and tells the worker so in place of this JVM. */
    private static List<String> throughShell(List<String> command) {
        String own = Long.toString(ProcessHandle.current().pid());
        String line = command.stream()
                .map(part -> part.equals(own) ? "$$" : "'" + part + "'")
                .collect(Collectors.joining(" "));
        return List.of("/bin/sh", "-c", line + "; exit $?");
    }

    @Test
    void workerOfAnotherParentEndsAtOnce() throws Exception {
        Path path = directory.resolve("s");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(path));
            assertThat(startByHand(options(path, 1))).startsWith("exit code " + ExitCode.PARENT_LOST.code());
        }
    }

    private String[] options(Path socket, long parentPid) {
        return new LaunchOptions(
                        socket,
                        directory,
                        directory.resolve("jobs"),
                        parentPid,
                        1000,
                        1000,
                        1000,
                        false,
                        false,
                        List.of())
                .toArguments()
                .toArray(String[]::new);
    }

    @Test
    void wrongArgumentsAreTold() throws Exception {
        assertThat(startByHand("too few"))
                .startsWith("exit code " + ExitCode.BAD_ARGUMENTS.code())
                .contains("forkyard worker: expected socket");
    }

    @Test
    void serverThatIsNotThereIsTold() throws Exception {
        assertThat(startByHand(options(
                        directory.resolve("nobody"), ProcessHandle.current().pid())))
                .startsWith("exit code " + ExitCode.INTERNAL_ERROR.code())
                .contains("Exception");
    }

    /** Gives the exit code and what was said. */
    private static String startByHand(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.forkyard.worker.WorkerMain"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return "exit code " + process.waitFor() + ": " + said;
    }

    /** The code tells what it ended by, however long that took. */
    private void assertEnds(ExitCode code) throws InterruptedException {
        assertThat(server.exitCode(40_000)).isEqualTo(code.code());
    }

    private static Message run(long id, String type, Object input) {
        return new Message.Run(
                id,
                JOB,
                type,
                "worker-1",
                List.of(new Message.TaskInput(0, "task-0", 1, TestPool.json(input), List.of())));
    }
}
