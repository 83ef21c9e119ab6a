package dev.forkyard.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordedOutboxTests {

    private static final int CAPACITY = 1 << 18;
    private static final long NEVER = TimeUnit.HOURS.toNanos(1);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream peer = new ByteArrayOutputStream();
    private final WritableByteChannel channel = Channels.newChannel(peer);
    private Path path;
    private RecordedOutbox outbox;

    @BeforeEach
    void create() throws IOException {
        path = directory.resolve("outbox");
        RecordedOutbox.create(path);
        outbox = new RecordedOutbox(path, bytes("heartbeat"), NEVER);
    }

    @Test
    void whatWasAddedIsThereForWhoeverReadsTheFile() throws IOException {
        outbox.add(bytes("one"), true);
        outbox.add(bytes("two"), false);
        assertThat(text(RecordedOutbox.remainder(path, 0))).isEqualTo("onetwo");
        assertThat(text(RecordedOutbox.remainder(path, 4))).isEqualTo("wo");
        assertThat(text(RecordedOutbox.remainder(path, 6))).isEmpty();
    }

    @Test
    void peerThatHasReceivedMoreThanWasAddedGetsNothing() throws IOException {
        outbox.add(bytes("one"), true);
        assertThat(text(RecordedOutbox.remainder(path, 400))).isEmpty();
    }

    @Test
    void whatWasWrittenAndWhatWasNotAreAllThatWasAddedAroundTheEndOfTheRing() throws Exception {
        Random random = new Random(3);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            byte[] frame = new byte[1 + random.nextInt(9_000)];
            random.nextBytes(frame);
            all.writeBytes(frame);
            outbox.add(ByteBuffer.wrap(frame), true);
            if (i % 10 == 9) {
                outbox.writeTo(channel);
            }
        }
        outbox.add(bytes("the end"), true);
        all.writeBytes("the end".getBytes(UTF_8));
        assertThat(all.size()).isGreaterThan(2 * CAPACITY);
        int received = peer.size() - 1000; // The last of it was written, and died in the peer's socket.
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        got.write(peer.toByteArray(), 0, received);
        got.writeBytes(RecordedOutbox.remainder(path, received).array());
        assertThat(got.toByteArray()).isEqualTo(all.toByteArray());
    }

    @Test
    void frameLongerThanTheRingPassesThroughIt() throws Exception {
        byte[] frame = new byte[3 * CAPACITY + 17];
        new Random(4).nextBytes(frame);
        Thread adder = new Thread(() -> outbox.add(ByteBuffer.wrap(frame), true));
        adder.start();
        while (peer.size() < frame.length) {
            outbox.writeTo(channel);
        }
        adder.join();
        assertThat(peer.toByteArray()).isEqualTo(frame);
    }

    @Test
    void adderWaitsForSpaceAlsoWhenInterrupted() throws Exception {
        outbox.add(ByteBuffer.allocate(CAPACITY), true);
        boolean[] interrupted = {false};
        Thread adder = new Thread(() -> {
            outbox.add(bytes("more"), true);
            interrupted[0] = Thread.currentThread().isInterrupted();
        });
        adder.start();
        adder.interrupt();
        await().until(() -> adder.getState() == Thread.State.WAITING);
        outbox.writeTo(channel);
        adder.join();
        outbox.writeTo(channel);
        assertThat(interrupted[0]).isTrue();
        assertThat(peer.size()).isEqualTo(CAPACITY + 4);
    }

    @Test
    void endFreesWhoWaitsForSpace() throws Exception {
        outbox.add(ByteBuffer.allocate(CAPACITY), true);
        Thread adder = new Thread(() -> outbox.add(bytes("more"), true));
        adder.start();
        await().until(() -> adder.getState() == Thread.State.WAITING);
        outbox.end();
        adder.join();
        assertThat(outbox.writeTo(channel)).as("more will come").isFalse();
        assertThat(peer.size()).isEqualTo(CAPACITY);
    }

    @Test
    void heartbeatIsWrittenWhereNothingElseIs() throws Exception {
        RecordedOutbox beating = new RecordedOutbox(
                path, bytes("heartbeat"), Duration.ofMillis(50).toNanos());
        assertThat(beating.writeTo(channel)).isTrue();
        assertThat(beating.writeTo(channel)).isTrue();
        assertThat(peer.toString(UTF_8)).isEqualTo("heartbeatheartbeat");
    }

    @Test
    void framesThatMayWaitLeaveTogetherAndSoon() throws Exception {
        outbox.add(bytes("a"), false);
        outbox.add(bytes("b"), false);
        long began = System.nanoTime();
        outbox.writeTo(channel);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofNanos(900_000), Duration.ofSeconds(40));
        assertThat(peer.toString(UTF_8)).isEqualTo("ab");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes).toString();
    }
}
