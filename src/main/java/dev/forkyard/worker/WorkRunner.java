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
import dev.forkyard.protocol.Message.Probe;
import dev.forkyard.protocol.Message.Run;
import dev.forkyard.protocol.Message.Split;
import dev.forkyard.protocol.Message.TaskInput;
import dev.forkyard.protocol.Message.Tasks;
import dev.forkyard.protocol.Message.Value;
import dev.forkyard.protocol.MessageChannel;
import dev.forkyard.task.LocatedException;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.ThreadLocalRandom;

/** Performs what the server orders, one order at a time, and answers each unit of work exactly once. */
final class WorkRunner {

    private final JobTypeRegistry types;
    private final Orders orders;
    private final MessageChannel channel;
    private final TaskOutput output;
    private final LaunchOptions options;
    private final ScratchDirectory scratch;
    private final SharedCalls calls = new SharedCalls();
    private final Json json = new Json();
    private final LeftBehind leftBehind = new LeftBehind();

    WorkRunner(JobTypeRegistry types, Orders orders, MessageChannel channel, TaskOutput output, LaunchOptions options) {
        this.types = types;
        this.orders = orders;
        this.channel = channel;
        this.output = output;
        this.options = options;
        this.scratch = new ScratchDirectory(options.scratch());
    }

    static boolean understands(Message message) {
        return message instanceof Describe
                || message instanceof Probe
                || message instanceof Split
                || message instanceof Run
                || message instanceof Combine;
    }

    /** Makes use of the time until the first order. What fails here fails again, and is told, when it is needed. */
    void link() {
        try {
            types.link();
            new Stopwatch(options.tellsCore()).read();
        } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
            TaskOutput.terminal().println("forkyard worker: " + e);
        } finally {
            leftBehind.takeStock();
        }
    }

    /** The server has answered what a unit asked; for use by the thread that reads the channel. */
    void answered(Message.Answer answer) {
        calls.answered(answer);
    }

    /** What is to warm up. */
    WarmUp warmUp() {
        return new WarmUp(types, options.scratch(), () -> {
            leftBehind.takeStock();
            scratch.empty();
        });
    }

    /** Returns false when this JVM may have come to harm, and must not perform anything more. */
    boolean perform(Orders.Order order) {
        Message message = order.message();
        if (message instanceof Describe) {
            channel.send(new Described(types.describe(), types.describeFunctions()));
            return true;
        } else if (message instanceof Probe) {
            channel.send(types.probe(new Rehearsals(List.of(), types, options.scratch())::unit));
            return true;
        } else if (message instanceof Split split) {
            return perform(unit(Unit.Identity.ofJob(order.id(), split.job())), (unit, watch) -> {
                var tasks = types.get(split.type()).split(split.params(), split::tasksStandAlone);
                return new Tasks(
                        unit.id(), tasks.inputs(), tasks.needs(), tasks.weights(), tasks.names(), watch.read());
            });
        } else if (message instanceof Combine combine) {
            return perform(unit(Unit.Identity.ofJob(order.id(), combine.job())), (unit, watch) -> {
                var combined = types.get(combine.type()).combine(combine.params(), combine.results());
                List<OtherForm> forms =
                        combined.representations().stream().map(unit::form).toList();
                return value(unit, combined.json(), forms, watch);
            });
        } else if (message instanceof Run run && order.task() != null) {
            TaskInput task = order.task();
            var identity =
                    new Unit.Identity(order.id(), run.job(), task.index(), task.name(), task.attempt(), run.worker());
            return perform(unit(identity), (unit, watch) -> {
                String json = types.get(run.type()).run(task.input(), task.needed(), unit);
                unit.files().sync();
                return value(unit, json, List.of(), watch);
            });
        }
        throw new IllegalStateException("no order: " + message.getClass());
    }

    private Unit unit(Unit.Identity identity) {
        String prefix = identity.index() + "-" + identity.attempt() + "-" + nonce() + "-";
        return new Unit(
                identity,
                channel::sendSoon,
                options.scratch(),
                new JobFiles(options.jobs(), identity.job(), prefix),
                new SharedClient(identity.id(), calls, channel::send, json, leftBehind::isNothing),
                types);
    }

    /**
     * The number of an attempt is used again where the server was killed before its store heard of it; the earlier one may
     * even still be running, in a worker that outlives its server by a moment.
     */
    private static String nonce() {
        return Integer.toHexString(ThreadLocalRandom.current().nextInt());
    }

    private boolean perform(Unit unit, Action action) {
        orders.begin(unit);
        output.begin(unit);
        Stopwatch watch = new Stopwatch(options.tellsCore());
        Message answer;
        try {
            answer = action.perform(unit, watch);
            if (unit.overflowed()) {
                answer = overflowed(unit, watch.read());
            }
        } catch (Throwable e) {
            answer = failed(unit, e, watch.read());
        } finally {
            unit.end();
            orders.end();
        }
        output.end();
        boolean strayed = !leftBehind.clear();
        scratch.empty();
        boolean damaged = strayed || (answer instanceof Failed failed && failed.damaged());
        if (damaged) {
            channel.sendSoon(new Message.Leaving(unit.id()));
            orders.recall(1, Long.MAX_VALUE).forEach(id -> channel.sendSoon(new Message.Returned(id)));
        }
        answer(unit, answer);
        return !damaged;
    }

    private void answer(Unit unit, Message answer) {
        try {
            send(answer);
        } catch (FrameTooLargeException e) {
            String what = answer instanceof Tasks ? "the tasks' inputs are" : "the result is";
            send(tooLarge(unit, what + " too large: " + e.getMessage(), meter(answer)));
        }
    }

    /** An answer that more are about to follow may wait for them. */
    private void send(Message answer) {
        if (orders.isEmpty()) {
            channel.send(answer);
        } else {
            channel.sendSoon(answer);
        }
    }

    private static Meter meter(Message answer) {
        if (answer instanceof Tasks tasks) {
            return tasks.meter();
        }
        return answer instanceof Value value ? value.meter() : new Meter(0, 0, 0, 0, 0, -1);
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

    private Failed overflowed(Unit unit, Meter meter) {
        return tooLarge(unit, "it printed more than %d bytes".formatted(options.maxLogLength()), meter);
    }

    private static Failed tooLarge(Unit unit, String message, Meter meter) {
        return new Failed(unit.id(), FailureKind.OUTPUT_LIMIT, message, "", "", false, meter);
    }

    private Message failed(Unit unit, Throwable thrown, Meter meter) {
        boolean outOfMemory = isCausedBy(OutOfMemoryError.class, thrown);
        // Where it struck, a class may have been left half initialised, or a lock half taken.
        boolean damaged = outOfMemory || isCausedBy(VirtualMachineError.class, thrown);
        if (unit.overflowed() && !damaged) {
            return overflowed(unit, meter);
        }
        if (unit.cancelled() && !damaged) {
            return new Cancelled(unit.id(), meter);
        }
        return new Failed(
                unit.id(),
                outOfMemory ? FailureKind.OUT_OF_MEMORY : FailureKind.TASK_ERROR,
                StackTraces.message(thrown),
                named(thrown).getClass().getName(),
                StackTraces.print(thrown),
                damaged,
                meter);
    }

    private static Throwable named(Throwable thrown) {
        Throwable cause = thrown instanceof LocatedException ? thrown.getCause() : null;
        return cause == null ? thrown : cause;
    }

    private static boolean isCausedBy(Class<? extends Throwable> type, Throwable thrown) {
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < 100; depth++) {
            if (type.isInstance(each)) {
                return true;
            }
            each = each.getCause();
        }
        return false;
    }

    /** The part that differs between splitting, running and combining. */
    private interface Action {
        Message perform(Unit unit, Stopwatch watch) throws Exception;
    }
}
