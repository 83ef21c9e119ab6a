package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.protocol.ChannelPair;
import dev.forkyard.protocol.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OrdersTests {

    private final Orders orders = new Orders();
    private ChannelPair channels;

    @BeforeEach
    void connect() throws IOException {
        channels = ChannelPair.open(1 << 16);
    }

    @AfterEach
    void disconnect() throws IOException {
        assertThat(Thread.interrupted()).as("interrupted at the end").isFalse();
        channels.close();
    }

    @Test
    void unitsOfARunAreTakenOneByOneInTheirOrder() {
        orders.add(run(7, 3));
        orders.add(new Message.Stop());
        assertThat(orders.take().id()).isEqualTo(7);
        assertThat(orders.take().task()).isEqualTo(new Message.TaskInput(1, "task-1", 1, "input", List.of()));
        assertThat(orders.take().id()).isEqualTo(9);
        assertThat(orders.isEmpty()).isFalse();
        assertThat(orders.take().message()).isEqualTo(new Message.Stop());
        assertThat(orders.isEmpty()).isTrue();
    }

    @Test
    void recallTakesBackWhatLiesBetweenAndNothingElse() {
        orders.add(run(1, 5));
        orders.add(new Message.Stop());
        orders.take();
        assertThat(orders.recall(3, 4)).containsExactly(3L, 4L);
        assertThat(orders.recall(3, 4)).isEmpty();
        assertThat(orders.take().id()).isEqualTo(2);
        assertThat(orders.recall(1, Long.MAX_VALUE)).containsExactly(5L);
        assertThat(orders.take().message()).as("is no unit of work").isEqualTo(new Message.Stop());
    }

    @Test
    void cancelReachesTheUnitUnderWay() {
        Unit unit = taken(1);
        orders.begin(unit);
        orders.cancel(2, 9);
        assertThat(unit.cancelled()).isFalse();
        orders.cancel(1, 9);
        assertThat(unit.cancelled()).isTrue();
        unit.end();
    }

    @Test
    void cancelBetweenTakingAndBeginningIsNotLost() {
        Unit unit = taken(1);
        orders.cancel(1, 1);
        orders.begin(unit);
        assertThat(unit.cancelled()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        unit.end();
    }

    @Test
    void cancelAfterTheEndReachesNobody() {
        Unit first = taken(1);
        orders.begin(first);
        first.end();
        orders.end();
        orders.cancel(1, 1);
        Unit second = taken(2);
        orders.begin(second);
        assertThat(first.cancelled() || second.cancelled()).isFalse();
    }

    @Test
    void lateInterruptDoesNotKeepFromTaking() {
        orders.add(run(1, 1));
        Thread.currentThread().interrupt();
        assertThat(orders.take().id()).isEqualTo(1);
        assertThat(Thread.interrupted()).as("nobody waited").isTrue();
    }

    private Unit taken(long id) {
        orders.add(run(id, 1));
        assertThat(orders.take().id()).isEqualTo(id);
        return new Unit(
                new Unit.Identity(id, "job", 0, "task-0", 1, "worker-1"),
                channels.worker()::sendSoon,
                Path.of("nowhere"),
                new JobFiles(Path.of("nowhere"), "job", "0-1-"),
                new SharedClient(id, new SharedCalls(), ask -> {}, new Json(), () -> false),
                new JobTypeRegistry(List.of()));
    }

    private static Message.Run run(long firstId, int tasks) {
        List<Message.TaskInput> inputs = new java.util.ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            inputs.add(new Message.TaskInput(i, "task-" + i, 1, "input", List.of()));
        }
        return new Message.Run(firstId, "job", "type", "worker-1", inputs);
    }
}
