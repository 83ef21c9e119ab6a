package dev.forkyard.worker;

import dev.forkyard.protocol.Message.Answer;
import dev.forkyard.protocol.Message.AnswerKind;
import dev.forkyard.protocol.Message.Operation;
import dev.forkyard.task.QueueEmptyException;
import dev.forkyard.task.QueueFullException;
import dev.forkyard.task.TaskQueue;
import dev.forkyard.worker.SharedClient.Request;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A queue at the server, as the task sees it. */
record SharedQueue(String name, int capacity, SharedClient client) implements TaskQueue {

    static SharedQueue find(String name, SharedClient client) {
        return opened(Request.of(Operation.FIND_QUEUE, name), client);
    }

    static SharedQueue open(String name, int capacity, SharedClient client) {
        return opened(new Request(Operation.OPEN_QUEUE, name, "", capacity, 0), client);
    }

    private static SharedQueue opened(Request request, SharedClient client) {
        String capacity = SharedClient.done(request, client.ask(request));
        return new SharedQueue(request.name(), Integer.parseInt(capacity), client);
    }

    @Override
    public void put(Object value, Duration limit) throws InterruptedException {
        Request request = putting(Operation.PUT, value);
        Answer answer = client.await(request, limit);
        if (answer.kind() == AnswerKind.QUEUE_FULL) {
            throw new QueueFullException(name, answer.text());
        }
        SharedClient.done(request, answer);
    }

    @Override
    public boolean offer(Object value) {
        Request request = putting(Operation.OFFER, value);
        Answer answer = client.ask(request);
        if (answer.kind() == AnswerKind.QUEUE_FULL) {
            return false;
        }
        SharedClient.done(request, answer);
        return true;
    }

    @Override
    public Object take(Duration limit) throws InterruptedException {
        Request request = Request.of(Operation.TAKE, name);
        Answer answer = client.await(request, limit);
        if (answer.kind() == AnswerKind.QUEUE_EMPTY) {
            throw new QueueEmptyException(name, answer.text());
        }
        return client.read(SharedClient.done(request, answer));
    }

    @Override
    public Optional<Object> poll() {
        Request request = Request.of(Operation.POLL, name);
        Answer answer = client.ask(request);
        return answer.kind() == AnswerKind.QUEUE_EMPTY
                ? Optional.empty()
                : Optional.of(client.read(SharedClient.done(request, answer)));
    }

    private Request putting(Operation operation, Object value) {
        return new Request(operation, name, client.write(Objects.requireNonNull(value)), 0, 0);
    }
}
