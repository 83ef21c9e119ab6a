package dev.forkyard.worker;

import dev.forkyard.protocol.FrameTooLargeException;
import dev.forkyard.protocol.LaunchOptions;
import dev.forkyard.protocol.Message;
import dev.forkyard.protocol.Message.Cancelled;
import dev.forkyard.protocol.Message.Combine;
import dev.forkyard.protocol.Message.Describe;
import dev.forkyard.protocol.Message.Described;
import dev.forkyard.protocol.Message.Failed;
import dev.forkyard.protocol.Message.FailureKind;
import dev.forkyard.protocol.Message.Meter;
import dev.forkyard.protocol.Message.OtherForm;
import dev.forkyard.protocol.Message.Run;
import dev.forkyard.protocol.Message.Split;
import dev.forkyard.protocol.Message.Tasks;
import dev.forkyard.protocol.Message.Value;
import dev.forkyard.protocol.MessageChannel;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/** Performs what the server orders, one order at a time, and answers each unit of work exactly once. */
final class WorkRunner {

    private final JobTypeRegistry types;
    private final MessageChannel channel;
    private final TaskOutput output;
    private final LaunchOptions options;
    private volatile @Nullable Unit current;

    WorkRunner(JobTypeRegistry types, MessageChannel channel, TaskOutput output, LaunchOptions options) {
        this.types = types;
        this.channel = channel;
        this.output = output;
        this.options = options;
    }

    static boolean understands(Message message) {
        return message instanceof Describe
                || message instanceof Split
                || message instanceof Run
                || message instanceof Combine;
    }

    /** Stops the unit of that id if it is the one under way; for use by any thread. */
    void cancel(long id) {
        Unit unit = current;
        if (unit != null && unit.id() == id) {
            unit.cancel();
        }
    }

    /** Makes use of the time until the first order. What fails here fails again, and is told, when it is needed. */
    void warmUp() {
        try {
            types.warmUp();
            new Stopwatch().read();
        } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
            TaskOutput.terminal().println("forkyard worker: " + e);
        }
    }

    void perform(Message order) {
        if (order instanceof Describe) {
            channel.send(new Described(types.describe()));
        } else if (order instanceof Split split) {
            perform(unit(split.id(), split.job(), 0, 1), (unit, watch) -> {
                List<String> inputs = types.get(split.type()).split(split.params());
                return new Tasks(unit.id(), inputs, watch.read());
            });
        } else if (order instanceof Run run) {
            perform(unit(run.id(), run.job(), run.index(), run.attempt()), (unit, watch) -> {
                String json = types.get(run.type()).run(run.input(), unit);
                return value(unit, json, List.of(), watch);
            });
        } else if (order instanceof Combine combine) {
            perform(unit(combine.id(), combine.job(), 0, 1), (unit, watch) -> {
                var combined = types.get(combine.type()).combine(combine.params(), combine.results());
                List<OtherForm> forms = combined.representations().stream()
                        .map(each -> new OtherForm(each.mediaType(), each.pointer()))
                        .toList();
                return value(unit, combined.json(), forms, watch);
            });
        }
    }

    private Unit unit(long id, String job, int index, int attempt) {
        return new Unit(id, job, index, attempt, channel, options.scratch());
    }

    private void perform(Unit unit, Action action) {
        current = unit;
        output.begin(unit.id());
        Stopwatch watch = new Stopwatch();
        Message answer;
        try {
            answer = action.perform(unit, watch);
        } catch (Throwable e) {
            answer = unit.cancelled() ? new Cancelled(unit.id(), watch.read()) : failed(unit, e, watch.read());
        } finally {
            unit.end();
            current = null;
        }
        output.end();
        answer(unit, answer);
    }

    private void answer(Unit unit, Message answer) {
        try {
            channel.send(answer);
        } catch (FrameTooLargeException e) {
            String what = answer instanceof Tasks ? "the tasks' inputs are" : "the result is";
            channel.send(tooLarge(unit, what + " too large: " + e.getMessage(), meter(answer)));
        }
    }

    private static Meter meter(Message answer) {
        if (answer instanceof Tasks tasks) {
            return tasks.meter();
        }
        return answer instanceof Value value ? value.meter() : new Meter(0, 0, 0, 0, -1);
    }

    private Message value(Unit unit, String json, List<OtherForm> forms, Stopwatch watch) {
        if (json.length() > options.maxResultLength()) {
            return tooLarge(
                    unit,
                    "the result has %d characters of JSON, the limit is %d"
                            .formatted(json.length(), options.maxResultLength()),
                    watch.read());
        }
        return new Value(unit.id(), json, forms, watch.read());
    }

    private static Failed tooLarge(Unit unit, String message, Meter meter) {
        return new Failed(unit.id(), FailureKind.OUTPUT_LIMIT, message, "", "", meter);
    }

    private static Failed failed(Unit unit, Throwable thrown, Meter meter) {
        return new Failed(
                unit.id(),
                FailureKind.TASK_ERROR,
                StackTraces.message(thrown),
                thrown.getClass().getName(),
                StackTraces.print(thrown),
                meter);
    }

    /** The part that differs between splitting, running and combining. */
    private interface Action {
        Message perform(Unit unit, Stopwatch watch) throws Exception;
    }
}
