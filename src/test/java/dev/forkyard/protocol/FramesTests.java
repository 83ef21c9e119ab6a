package dev.forkyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FramesTests {

    private static final int CAP = 1 << 20;
    private static final int HEADER = 9;
    private static final byte RUN = 5;
    private static final byte CANCEL = 7;
    private static final byte TASKS = 11;
    private static final byte FAILED = 13;

    private SocketPair sockets;
    private Frames frames;

    @BeforeEach
    void connect() throws IOException {
        sockets = SocketPair.open();
        frames = new Frames(sockets.near(), CAP);
    }

    @AfterEach
    void disconnect() throws IOException {
        sockets.close();
    }

    static List<Message> samples() {
        return SampleMessages.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void messageArrivesAsItWasSent(Message message) throws IOException {
        peerSends(Frames.encode(message, CAP));
        assertThat(frames.read()).isEqualTo(message);
    }

    @Test
    void everyKindOfMessageIsAmongTheSamples() {
        assertThat(samples().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Message.class.getPermittedSubclasses());
    }

    @Test
    void messagesArriveInOrderHoweverTheirBytesAreCut() throws Exception {
        ByteBuffer all = ByteBuffer.allocate(CAP);
        samples().forEach(message -> all.put(Frames.encode(message, CAP)));
        all.flip();
        FutureTask<Void> peer = inBackground(() -> {
            while (all.hasRemaining()) {
                ByteBuffer piece = all.slice(all.position(), Math.min(7, all.remaining()));
                all.position(all.position() + sockets.far().write(piece));
            }
        });
        for (Message message : samples()) {
            assertThat(frames.read()).isEqualTo(message);
        }
        peer.get();
    }

    @ParameterizedTest
    @ValueSource(ints = {65_519, 65_520, 65_536, 65_537, 131_072, 500_000, CAP - HEADER - 12})
    void largePayloadArrivesWhole(int length) throws Exception {
        Message message = new Message.Log(1, "x".repeat(length));
        FutureTask<Void> peer = inBackground(() -> peerSends(Frames.encode(message, CAP)));
        assertThat(frames.read()).isEqualTo(message);
        peer.get();
    }

    @Test
    void messageOverTheCapCannotBeEncoded() {
        assertThatExceptionOfType(FrameTooLargeException.class)
                .isThrownBy(() -> Frames.encode(new Message.Log(1, "x".repeat(CAP - HEADER - 11)), CAP))
                .withMessageContaining("limit of " + CAP);
    }

    @Test
    void longListOverTheCapCannotBeEncoded() {
        List<String> inputs = java.util.Collections.nCopies(CAP / 4, "");
        assertThatExceptionOfType(FrameTooLargeException.class)
                .isThrownBy(() -> Frames.encode(
                        new Message.Tasks(1, inputs, List.of(), List.of(), List.of(), SampleMessages.METER), CAP));
    }

    @Test
    void closeBetweenFramesIsTheEnd() throws IOException {
        peerSends(Frames.encode(new Message.Stop(), CAP));
        sockets.far().close();
        assertThat(frames.read()).isEqualTo(new Message.Stop());
        assertThatExceptionOfType(EOFException.class).isThrownBy(frames::read);
    }

    @Test
    void badMagicIsRefused() throws IOException {
        peerSends(ByteBuffer.wrap("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.UTF_8)));
        assertRefused("begins with 48545450 instead of 464b5944");
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 28, -1, Byte.MIN_VALUE, Byte.MAX_VALUE})
    void unknownTypeIsRefused(byte type) throws IOException {
        peerSends(frame(type, 0));
        assertRefused("unknown type " + type);
    }

    @Test
    void negativeLengthIsRefused() throws IOException {
        peerSends(header(RUN, -1));
        assertRefused("4294967295 bytes is over the limit");
    }

    @Test
    void lengthOverTheCapIsRefused() throws IOException {
        peerSends(header(RUN, CAP - HEADER + 1));
        assertRefused("over the limit of " + (CAP - HEADER));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 8, 9, 10, 16})
    void frameCutShortIsTheEndOfThePeer(int length) throws IOException {
        peerSends(Frames.encode(new Message.Cancel(1, 1), CAP).limit(length));
        sockets.far().close();
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(frames::read)
                .withMessage("the channel was closed within a frame");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15})
    void payloadThatIsTooShortIsRefused(int length) throws IOException {
        peerSends(frame(CANCEL, length));
        assertRefused("type 7 holds less than its message");
    }

    @Test
    void payloadThatIsTooLongIsRefused() throws IOException {
        peerSends(frame(CANCEL, 17));
        assertRefused("type 7 holds more than its message");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1})
    void stringLongerThanItsFrameIsRefused(int length) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(12).putLong(1).putInt(length).flip();
        peerSends(frame((byte) 10, payload));
        assertRefused("holds less than its message");
    }

    @Test
    void unknownConstantIsRefused() throws IOException {
        byte[] name = "BAD_LUCK".getBytes(StandardCharsets.UTF_8);
        ByteBuffer payload =
                ByteBuffer.allocate(100).putLong(1).putInt(name.length).put(name);
        peerSends(frame(FAILED, payload.flip()));
        assertRefused("no FailureKind BAD_LUCK");
    }

    @Test
    void claimedFrameLengthAllocatesNothing() throws IOException {
        Frames generous = new Frames(sockets.near(), Integer.MAX_VALUE);
        peerSends(header(TASKS, Integer.MAX_VALUE - HEADER));
        sockets.far().close();
        assertThat(allocatedBy(() -> assertThatThrownBy(generous::read).hasMessageContaining("within a frame")))
                .isLessThan(4 << 20);
    }

    @Test
    void claimedListSizeAllocatesNothing() {
        byte[] filler = new byte[8 << 20];
        Arrays.fill(filler, (byte) -1);
        ByteBuffer bytes = frame(
                TASKS,
                ByteBuffer.wrap(filler).putLong(1).putInt(filler.length - 12).rewind());
        Frames generous = new Frames(Channels.newChannel(new ByteArrayInputStream(bytesOf(bytes))), Integer.MAX_VALUE);
        assertThat(allocatedBy(() -> assertThatThrownBy(generous::read).hasMessageContaining("holds less")))
                .isLessThan(30 << 20);
    }

    @Test
    void randomBytesAreRefused() {
        Random random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            readAll(bytes);
        }
    }

    @Test
    void randomPayloadsAreRefusedOrRead() {
        Random random = new Random(43);
        for (int i = 0; i < 10_000; i++) {
            byte[] payload = new byte[random.nextInt(100)];
            random.nextBytes(payload);
            if (random.nextBoolean()) {
                Arrays.fill(payload, 0, Math.min(payload.length, random.nextInt(30)), (byte) 0);
            }
            readAll(bytesOf(frame((byte) random.nextInt(17), ByteBuffer.wrap(payload))));
        }
    }

    @Test
    void damagedFramesAreRefusedOrRead() {
        Random random = new Random(44);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = bytesOf(Frames.encode(samples().get(i % samples().size()), CAP));
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            readAll(bytes);
        }
    }

    /** Reads until the end or the first refusal; whatever else is thrown fails the test. */
    private static void readAll(byte[] bytes) {
        Frames source = new Frames(Channels.newChannel(new ByteArrayInputStream(bytes)), CAP);
        try {
            while (true) {
                assertThat(source.read()).isNotNull();
            }
        } catch (ProtocolException e) {
            assertThat(e).hasMessageMatching("(?s)(a frame|the channel|there is no).{1,100}");
        } catch (IOException e) {
            assertThat(e).isInstanceOf(EOFException.class);
        }
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(frames::read)
                .withMessageContaining(message);
    }

    private void peerSends(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            sockets.far().write(bytes);
        }
    }

    private static ByteBuffer header(byte type, int length) {
        return ByteBuffer.allocate(HEADER)
                .putInt(0x464B5944)
                .put(type)
                .putInt(length)
                .flip();
    }

    private static ByteBuffer frame(byte type, int length) {
        return frame(type, ByteBuffer.allocate(length));
    }

    private static ByteBuffer frame(byte type, ByteBuffer payload) {
        return ByteBuffer.allocate(HEADER + payload.remaining())
                .put(header(type, payload.remaining()))
                .put(payload)
                .flip();
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static long allocatedBy(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        action.run();
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    private static FutureTask<Void> inBackground(Action action) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            action.run();
            return null;
        });
        new Thread(task, "peer").start();
        return task;
    }

    private interface Action {
        void run() throws Exception;
    }
}
