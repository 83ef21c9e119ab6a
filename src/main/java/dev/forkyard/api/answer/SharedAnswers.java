package dev.forkyard.api.answer;

import dev.forkyard.job.shared.SharedMessage;
import dev.forkyard.job.shared.SharedView.CounterView;
import dev.forkyard.job.shared.SharedView.Holder;
import dev.forkyard.job.shared.SharedView.QueueView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes answers of what the tasks of a job share. */
public final class SharedAnswers {

    private SharedAnswers() {}

    public static CounterAnswer counter(CounterView counter) {
        @Nullable Holder holder = counter.holder();
        return new CounterAnswer(
                counter.name(),
                counter.value(),
                holder == null ? null : new CounterAnswer.Holder(holder.task(), holder.attempt(), holder.worker()));
    }

    /** A queue without what it holds. */
    public static QueueAnswer queue(QueueView queue) {
        return queue(queue, null);
    }

    /** A queue with those of its values that are listed. */
    public static QueueAnswer queueWithItems(QueueView queue) {
        return queue(queue, queue.items().stream().map(RawJson::new).toList());
    }

    private static QueueAnswer queue(QueueView queue, @Nullable List<RawJson> items) {
        return new QueueAnswer(
                queue.name(), queue.size(), queue.capacity(), queue.waitingTakes(), queue.waitingPuts(), items);
    }

    public static MessageAnswer message(SharedMessage message) {
        return new MessageAnswer(
                message.number(),
                message.task(),
                message.attempt(),
                message.worker(),
                message.at(),
                new RawJson(message.value()));
    }
}
