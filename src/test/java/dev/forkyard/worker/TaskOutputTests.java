package dev.forkyard.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.protocol.ChannelPair;
import dev.forkyard.protocol.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
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
    private ChannelPair channels;
    private TaskOutput output;

    @BeforeEach
    void capture() throws IOException {
        channels = ChannelPair.open(1 << 16);
        output = new TaskOutput(channels.worker(), CAP, false);
    }

    @AfterEach
    void release() throws IOException {
        System.setOut(out);
        System.setErr(err);
        channels.close();
    }

    @Test
    void bothStreamsAreOneLogInTheOrderPrinted() throws IOException {
        output.begin(unit(5));
        System.out.println("one");
        System.err.println("two");
        System.out.println("three");
        output.end();
        assertThat(String.join("", logs(5))).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void whatIsPrintedIsToldAtOnce() throws IOException {
        output.begin(unit(5));
        System.out.print("a");
        assertThat(String.join("", logs(5))).isEqualTo("a");
        System.out.println("b");
        assertThat(String.join("", logs(5))).isEqualTo("b\n");
        output.end();
    }

    @Test
    void firstBytesOfACharacterThatNeverComesAreToldAtTheEnd() throws IOException {
        output.begin(unit(5));
        System.out.write(new byte[] {'a', (byte) 0xF0, (byte) 0x9F}, 0, 3);
        output.end();
        assertThat(String.join("", logs(5))).isEqualTo("a\uFFFD");
    }

    @Test
    void streamsThatAUnitPutInPlaceDoNotOutliveIt() throws IOException {
        output.begin(unit(5));
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        output.end();
        output.begin(unit(6));
        System.out.println("out");
        System.err.println("err");
        output.end();
        assertThat(String.join("", logs(6))).isEqualTo("out\nerr\n");
    }

    @Test
    void unitThatPrintsTooMuchIsStoppedWhereThatIsTheRule() throws IOException {
        output = new TaskOutput(channels.worker(), CAP, true);
        Unit unit = unit(5);
        output.begin(unit);
        System.out.print("x".repeat(CAP));
        assertThat(unit.overflowed()).isFalse();
        System.out.print("x");
        System.out.print("x");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(unit.overflowed()).isTrue();
        output.end();
        channels.worker().send(new Message.Stop());
        StringBuilder log = new StringBuilder();
        int overflows = 0;
        for (Message each = channels.receive(); !(each instanceof Message.Stop); each = channels.receive()) {
            if (each instanceof Message.Log text) {
                log.append(text.text());
            } else {
                assertThat(each).isEqualTo(new Message.Overflowed(5));
                overflows++;
            }
        }
        assertThat(overflows).isEqualTo(1);
        assertThat(log).hasToString("x".repeat(CAP) + "\n[stopped for printing more than " + CAP + " bytes]\n");
    }

    @Test
    void longLineIsToldInPiecesThatCutNoCharacter() throws IOException {
        String text = "x" + "世🌍ü".repeat(5_000);
        output.begin(unit(5));
        System.out.print(text);
        output.end();
        List<String> logs = logs(5);
        assertThat(logs).hasSizeGreaterThan(4).allMatch(piece -> piece.getBytes(UTF_8).length <= 8192);
        assertThat(String.join("", logs)).isEqualTo(text);
    }

    @Test
    void characterMayComeByteByByte() throws IOException {
        output.begin(unit(5));
        for (byte each : "🌍\n".getBytes(UTF_8)) {
            System.out.write(each);
            System.out.flush();
        }
        output.end();
        assertThat(String.join("", logs(5))).isEqualTo("🌍\n");
    }

    @Test
    void bytesThatAreNoUtf8AreReplaced() throws IOException {
        output.begin(unit(5));
        System.out.write(new byte[] {'a', (byte) 0xFF, 'b', '\n'}, 0, 4);
        output.end();
        assertThat(String.join("", logs(5))).isEqualTo("a\uFFFDb\n");
    }

    @Test
    void allUpToTheCapIsKept() throws IOException {
        output.begin(unit(5));
        System.out.print("x".repeat(CAP));
        output.end();
        assertThat(String.join("", logs(5))).isEqualTo("x".repeat(CAP));
    }

    @Test
    void whatIsPastTheCapIsDroppedAndSaidOnce() throws IOException {
        output.begin(unit(5));
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
        output.begin(unit(5));
        System.out.print("x".repeat(2 * CAP));
        output.end();
        logs(5);
        output.begin(unit(6));
        System.out.println("again");
        output.end();
        assertThat(String.join("", logs(6))).isEqualTo("again\n");
    }

    @Test
    void outsideOfUnitsNothingIsTold() throws IOException {
        System.out.println("before");
        output.begin(unit(5));
        output.end();
        System.out.println("after");
        assertThat(logs(5)).isEmpty();
    }

    @Test
    void interruptedThreadPrintsAllTheSame() throws IOException {
        output.begin(unit(5));
        Thread.currentThread().interrupt();
        System.out.println("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        output.end();
        assertThat(String.join("", logs(5))).isEqualTo("interrupted\n");
    }

    @Test
    void linesOfManyThreadsAreNotMixedUp() throws Exception {
        output.begin(unit(5));
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

    private Unit unit(long id) {
        return new Unit(
                new Unit.Identity(id, "job", 0, "task-0", 1, "worker-1"),
                channels.worker()::sendSoon,
                Path.of("nowhere"),
                new JobFiles(Path.of("nowhere"), "job", "0-1-"),
                new SharedClient(id, new SharedCalls(), ask -> {}, new Json(), () -> false),
                new JobTypeRegistry(List.of()));
    }

    /** What arrived until now. */
    private List<String> logs(long id) throws IOException {
        channels.worker().send(new Message.Stop());
        List<String> texts = new ArrayList<>();
        for (Message each = channels.receive(); !(each instanceof Message.Stop); each = channels.receive()) {
            assertThat(each).isInstanceOfSatisfying(Message.Log.class, log -> {
                assertThat(log.id()).isEqualTo(id);
                texts.add(log.text());
            });
        }
        return texts;
    }
}
