package dev.forkyard.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.protocol.Message;
import dev.forkyard.protocol.MessageChannel;
import dev.forkyard.protocol.SocketPair;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TaskOutputTests {

    private static final int CAP = 100_000;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private MessageChannel channel;
    private MessageChannel server;
    private TaskOutput output;

    @BeforeEach
    void capture() throws IOException {
        SocketPair sockets = SocketPair.open();
        channel = new MessageChannel(sockets.near(), 1 << 16, "worker");
        server = new MessageChannel(sockets.far(), 1 << 16, "server");
        output = TaskOutput.capture(channel, CAP);
    }

    @AfterEach
    void release() {
        System.setOut(out);
        System.setErr(err);
        channel.close();
        server.close();
    }

    @Test
    void bothStreamsAreOneLogInTheOrderPrinted() throws IOException {
        output.begin(5);
        System.out.println("one");
        System.err.println("two");
        System.out.println("three");
        output.end();
        assertThat(logs(5)).containsExactly("one\n", "two\n", "three\n");
    }

    @Test
    void lineIsToldWhenItEnds() throws IOException {
        output.begin(5);
        System.out.print("a");
        System.out.print("b");
        assertThat(logs(5)).isEmpty();
        System.out.println("c");
        assertThat(logs(5)).containsExactly("abc\n");
        output.end();
    }

    @Test
    void lineWithoutEndIsToldWithTheEndOfTheUnit() throws IOException {
        output.begin(5);
        System.out.print("no newline");
        output.end();
        assertThat(logs(5)).containsExactly("no newline");
    }

    @Test
    void longLineIsToldInPiecesThatCutNoCharacter() throws IOException {
        String text = "x" + "世🌍ü".repeat(5_000);
        output.begin(5);
        System.out.print(text);
        output.end();
        List<String> logs = logs(5);
        assertThat(logs).hasSizeGreaterThan(4).allMatch(piece -> piece.getBytes(UTF_8).length <= 8192);
        assertThat(String.join("", logs)).isEqualTo(text);
    }

    @Test
    void characterMayComeByteByByte() throws IOException {
        output.begin(5);
        for (byte each : "🌍\n".getBytes(UTF_8)) {
            System.out.write(each);
            System.out.flush();
        }
        output.end();
        assertThat(logs(5)).containsExactly("🌍\n");
    }

    @Test
    void bytesThatAreNoUtf8AreReplaced() throws IOException {
        output.begin(5);
        System.out.write(new byte[] {'a', (byte) 0xFF, 'b', '\n'}, 0, 4);
        output.end();
        assertThat(logs(5)).containsExactly("a\uFFFDb\n");
    }

    @Test
    void allUpToTheCapIsKept() throws IOException {
        output.begin(5);
        System.out.print("x".repeat(CAP));
        output.end();
        assertThat(String.join("", logs(5))).isEqualTo("x".repeat(CAP));
    }

    @Test
    void whatIsPastTheCapIsDroppedAndSaidOnce() throws IOException {
        output.begin(5);
        System.out.print("x".repeat(CAP));
        for (int i = 0; i < 1000; i++) {
            System.out.println("too much");
        }
        output.end();
        assertThat(String.join("", logs(5)))
                .isEqualTo("x".repeat(CAP) + "\n[output past " + CAP + " bytes was dropped]\n");
    }

    @Test
    void capHoldsForEachUnitAnew() throws IOException {
        output.begin(5);
        System.out.print("x".repeat(2 * CAP));
        output.end();
        logs(5);
        output.begin(6);
        System.out.println("again");
        output.end();
        assertThat(logs(6)).containsExactly("again\n");
    }

    @Test
    void outsideOfUnitsNothingIsTold() throws IOException {
        System.out.println("before");
        output.begin(5);
        output.end();
        System.out.println("after");
        assertThat(logs(5)).isEmpty();
    }

    @Test
    void interruptedThreadPrintsAllTheSame() throws IOException {
        output.begin(5);
        Thread.currentThread().interrupt();
        System.out.println("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        output.end();
        assertThat(logs(5)).containsExactly("interrupted\n");
    }

    @Test
    void linesOfManyThreadsAreNotMixedUp() throws Exception {
        output.begin(5);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String line = Integer.toString(i).repeat(50);
            Thread thread = new Thread(() -> {
                for (int j = 0; j < 200; j++) {
                    System.out.println(line);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread each : threads) {
            each.join();
        }
        output.end();
        assertThat(String.join("", logs(5)).split("\n", -1))
                .hasSize(801)
                .allMatch(line -> line.isEmpty() || line.matches("(\\d)\\1{49}"));
    }

    /** What arrived until now. */
    private List<String> logs(long id) throws IOException {
        channel.send(new Message.Stop());
        List<String> texts = new ArrayList<>();
        for (Message each = server.receive(); !(each instanceof Message.Stop); each = server.receive()) {
            assertThat(each).isInstanceOfSatisfying(Message.Log.class, log -> {
                assertThat(log.id()).isEqualTo(id);
                texts.add(log.text());
            });
        }
        return texts;
    }
}
