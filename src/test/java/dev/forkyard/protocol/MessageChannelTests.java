package dev.forkyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MessageChannelTests {

    private static final int CAP = 1 << 20;
    private static final Message BIG = new Message.Log(1, "x".repeat(65_536));

    private SocketPair sockets;
    private MessageChannel near;

    @TempDir
    private Path directory;

    @BeforeEach
    void connect() throws IOException {
        sockets = SocketPair.open();
        MessageChannel.createOutbox(outbox());
        near = MessageChannel.ofServer(sockets.near(), outbox(), CAP, "near");
    }

    @AfterEach
    void disconnect() throws IOException {
        near.close();
        sockets.close();
    }

    @Test
    void messagesArriveInTheOrderSentInBothDirections() throws IOException {
        try (MessageChannel far = far()) {
            for (int i = 0; i < 10_000; i++) {
                near.send(new Message.Cancel(i, i));
                far.send(new Message.Progress(i, 0.5));
            }
            for (int i = 0; i < 10_000; i++) {
                assertThat(far.receive()).isEqualTo(new Message.Cancel(i, i));
                assertThat(near.receive()).isEqualTo(new Message.Progress(i, 0.5));
            }
        }
    }

    @Test
    void manySendersDoNotMixUpTheirFrames() throws Exception {
        List<FutureTask<Void>> senders = IntStream.range(0, 8)
                .mapToObj(sender -> inBackground(() -> {
                    for (int i = 0; i < 500; i++) {
                        near.send(new Message.Log(sender, Integer.toString(i)));
                    }
                }))
                .toList();
        int[] next = new int[8];
        try (MessageChannel far = far()) {
            for (int i = 0; i < 8 * 500; i++) {
                Message.Log log = (Message.Log) far.receive();
                assertThat(log.text()).isEqualTo(Integer.toString(next[(int) log.id()]++));
            }
        }
        for (FutureTask<Void> sender : senders) {
            sender.get();
        }
    }

    @Test
    void tooLargeMessageLeavesTheChannelUsable() throws IOException {
        try (MessageChannel far = far()) {
            assertThatExceptionOfType(FrameTooLargeException.class)
                    .isThrownBy(() -> near.send(new Message.Log(1, "x".repeat(CAP))));
            near.send(new Message.Stop());
            assertThat(far.receive()).isEqualTo(new Message.Stop());
        }
    }

    @Test
    void sendDoesNotWaitForPeerThatDoesNotRead() throws IOException {
        for (int i = 0; i < 500; i++) {
            near.send(BIG);
        }
        try (MessageChannel far = far()) {
            for (int i = 0; i < 500; i++) {
                assertThat(far.receive()).isEqualTo(BIG);
            }
        }
    }

    @Test
    void interruptOfSendingThreadDoesNotCloseTheChannel() throws IOException {
        try (MessageChannel far = far()) {
            for (int i = 0; i < 1000; i++) {
                Thread.currentThread().interrupt();
                near.send(new Message.Cancel(i, i));
            }
            assertThat(Thread.interrupted()).isTrue();
            for (int i = 0; i < 1000; i++) {
                assertThat(far.receive()).isEqualTo(new Message.Cancel(i, i));
            }
        }
    }

    @Test
    void closeUnblocksReceive() throws Exception {
        FutureTask<Void> receiver = inBackground(near::receive);
        awaitBlockedIn(receiver);
        near.close();
        assertThatThrownBy(receiver::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void closeWhilePeerDoesNotReadReturnsAtOnce() {
        for (int i = 0; i < 100; i++) {
            near.send(BIG);
        }
        near.close();
        awaitEndOfWriter();
        assertThatThrownBy(near::receive).isInstanceOf(IOException.class);
    }

    @Test
    void closeOfPeerEndsReceive() throws IOException {
        sockets.far().close();
        assertThatExceptionOfType(EOFException.class).isThrownBy(near::receive);
    }

    @Test
    void closeAfterSendingDeliversAll() throws Exception {
        for (int i = 0; i < 200; i++) {
            near.send(BIG);
        }
        near.send(new Message.Stop());
        FutureTask<Void> closing = inBackground(() -> near.closeAfterSending(Duration.ofSeconds(30)));
        try (MessageChannel far = far()) {
            for (int i = 0; i < 200; i++) {
                assertThat(far.receive()).isEqualTo(BIG);
            }
            assertThat(far.receive()).isEqualTo(new Message.Stop());
            assertThatExceptionOfType(EOFException.class).isThrownBy(far::receive);
        }
        closing.get();
    }

    @Test
    void closeAfterSendingGivesUpOnPeerThatDoesNotRead() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            near.send(BIG);
        }
        near.closeAfterSending(Duration.ofMillis(50));
        awaitEndOfWriter();
        assertThatThrownBy(near::receive).isInstanceOf(IOException.class);
    }

    @Test
    void whatPeerSaidBeforeItClosedIsReceivedThoughSendingFails() throws IOException {
        Message last = new Message.Value(1, "42", List.of(), SampleMessages.METER);
        ByteBuffer bytes = Frames.encode(last, CAP);
        while (bytes.hasRemaining()) {
            sockets.far().write(bytes);
        }
        sockets.far().close();
        near.send(new Message.Cancel(1, 1));
        awaitEndOfWriter();
        assertThat(near.receive()).isEqualTo(last);
        assertThatThrownBy(near::receive).isInstanceOf(IOException.class);
    }

    @Test
    void sendAfterCloseIsDropped() {
        near.close();
        near.send(new Message.Stop());
        assertThatThrownBy(near::receive).isInstanceOf(IOException.class);
    }

    @Test
    void garbageIsRefused() throws IOException {
        sockets.far().write(ByteBuffer.wrap("good morning".getBytes(StandardCharsets.UTF_8)));
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(near::receive);
    }

    private Path outbox() {
        return directory.resolve("outbox");
    }

    private MessageChannel far() throws IOException {
        return MessageChannel.ofWorker(sockets.far(), outbox(), CAP);
    }

    private static void awaitEndOfWriter() {
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("near-writer")));
    }

    /** Until the task's thread is in the channel, or has gone through already. */
    private static void awaitBlockedIn(FutureTask<Void> task) {
        await().until(() -> task.isDone()
                || Thread.getAllStackTraces().values().stream()
                        .anyMatch(stack -> List.of(stack).stream()
                                .anyMatch(each -> each.getClassName().equals(Frames.class.getName()))));
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
