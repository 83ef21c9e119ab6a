package dev.forkyard.protocol;

import dev.forkyard.protocol.Message.Answer;
import dev.forkyard.protocol.Message.AnswerKind;
import dev.forkyard.protocol.Message.Ask;
import dev.forkyard.protocol.Message.Cancel;
import dev.forkyard.protocol.Message.Cancelled;
import dev.forkyard.protocol.Message.Combine;
import dev.forkyard.protocol.Message.Describe;
import dev.forkyard.protocol.Message.Described;
import dev.forkyard.protocol.Message.Detail;
import dev.forkyard.protocol.Message.Failed;
import dev.forkyard.protocol.Message.FailureKind;
import dev.forkyard.protocol.Message.FunctionDescription;
import dev.forkyard.protocol.Message.FunctionParameter;
import dev.forkyard.protocol.Message.Heartbeat;
import dev.forkyard.protocol.Message.Hello;
import dev.forkyard.protocol.Message.Leaving;
import dev.forkyard.protocol.Message.Log;
import dev.forkyard.protocol.Message.Meter;
import dev.forkyard.protocol.Message.Operation;
import dev.forkyard.protocol.Message.OtherForm;
import dev.forkyard.protocol.Message.Overflowed;
import dev.forkyard.protocol.Message.ParamsExample;
import dev.forkyard.protocol.Message.PauseWarmUp;
import dev.forkyard.protocol.Message.Probe;
import dev.forkyard.protocol.Message.Probed;
import dev.forkyard.protocol.Message.Progress;
import dev.forkyard.protocol.Message.Ready;
import dev.forkyard.protocol.Message.Recall;
import dev.forkyard.protocol.Message.Returned;
import dev.forkyard.protocol.Message.Run;
import dev.forkyard.protocol.Message.Split;
import dev.forkyard.protocol.Message.Stop;
import dev.forkyard.protocol.Message.TaskInput;
import dev.forkyard.protocol.Message.Tasks;
import dev.forkyard.protocol.Message.TypeDescription;
import dev.forkyard.protocol.Message.Value;
import dev.forkyard.protocol.Message.Warm;
import dev.forkyard.protocol.Message.WarmUp;
import java.util.List;

/**
 * Writes messages as payloads and reads them back. Plain branches instead of tables of lambdas: a worker's start would pay
 * for linking each of these.
 */
final class MessageCodec {

    private static final byte HELLO = 1;
    private static final byte DESCRIBE = 2;
    private static final byte DESCRIBED = 3;
    private static final byte SPLIT = 4;
    private static final byte RUN = 5;
    private static final byte COMBINE = 6;
    private static final byte CANCEL = 7;
    private static final byte STOP = 8;
    private static final byte PROGRESS = 9;
    private static final byte LOG = 10;
    private static final byte TASKS = 11;
    private static final byte VALUE = 12;
    private static final byte FAILED = 13;
    private static final byte CANCELLED = 14;
    private static final byte RECALL = 15;
    private static final byte RETURNED = 16;
    private static final byte OVERFLOWED = 17;
    private static final byte HEARTBEAT = 18;
    private static final byte READY = 19;
    private static final byte LEAVING = 20;
    private static final byte WARM = 21;
    private static final byte WARM_UP = 22;
    private static final byte PAUSE_WARM_UP = 23;
    private static final byte ASK = 24;
    private static final byte ANSWER = 25;
    private static final byte PROBE = 26;
    private static final byte PROBED = 27;

    private MessageCodec() {}

    /** Writes the message's components and returns its type code. */
    static byte write(Message message, PayloadWriter out) {
        if (message instanceof Run m) {
            out.int64(m.firstId())
                    .string(m.job())
                    .string(m.type())
                    .string(m.worker())
                    .int32(m.tasks().size());
            for (TaskInput task : m.tasks()) {
                out.int32(task.index())
                        .string(task.name())
                        .int32(task.attempt())
                        .string(task.input())
                        .strings(task.needed());
            }
            return RUN;
        } else if (message instanceof Value m) {
            out.int64(m.id()).string(m.json()).int32(m.forms().size());
            for (OtherForm form : m.forms()) {
                out.string(form.mediaType()).string(form.pointer()).string(form.file());
            }
            meter(m.meter(), out);
            return VALUE;
        } else if (message instanceof Progress m) {
            out.int64(m.id()).float64(m.fraction());
            return PROGRESS;
        } else if (message instanceof Log m) {
            out.int64(m.id()).string(m.text());
            return LOG;
        } else if (message instanceof Ask m) {
            out.int64(m.id())
                    .int64(m.number())
                    .string(m.operation().name())
                    .string(m.name())
                    .string(m.value())
                    .int64(m.first())
                    .int64(m.second())
                    .int32(m.alone());
            return ASK;
        } else if (message instanceof Answer m) {
            out.int64(m.number()).string(m.kind().name()).string(m.text());
            return ANSWER;
        } else if (message instanceof Split m) {
            out.int64(m.id())
                    .string(m.job())
                    .string(m.type())
                    .string(m.params())
                    .int32(m.tasksStandAlone() ? 1 : 0);
            return SPLIT;
        } else if (message instanceof Tasks m) {
            out.int64(m.id()).strings(m.inputs());
            graph(m, out);
            meter(m.meter(), out.strings(m.names()));
            return TASKS;
        } else if (message instanceof Combine m) {
            out.int64(m.id())
                    .string(m.job())
                    .string(m.type())
                    .string(m.params())
                    .strings(m.results());
            return COMBINE;
        } else if (message instanceof Failed m) {
            out.int64(m.id())
                    .string(m.kind().name())
                    .string(m.message())
                    .string(m.exceptionType())
                    .string(m.stack())
                    .int32(m.damaged() ? 1 : 0);
            meter(m.meter(), out);
            return FAILED;
        } else if (message instanceof Cancelled m) {
            meter(m.meter(), out.int64(m.id()));
            return CANCELLED;
        } else if (message instanceof Cancel m) {
            out.int64(m.firstId()).int64(m.lastId());
            return CANCEL;
        } else if (message instanceof Recall m) {
            out.int64(m.lastId());
            return RECALL;
        } else if (message instanceof Returned m) {
            out.int64(m.id());
            return RETURNED;
        } else if (message instanceof Leaving m) {
            out.int64(m.id());
            return LEAVING;
        } else if (message instanceof Overflowed m) {
            out.int64(m.id());
            return OVERFLOWED;
        } else if (message instanceof Hello m) {
            out.int32(m.protocolVersion()).int64(m.pid());
            return HELLO;
        } else if (message instanceof Described m) {
            types(m.types(), out);
            functions(m.functions(), out);
            return DESCRIBED;
        } else if (message instanceof Probed m) {
            types(m.types(), out);
            functions(m.functions(), out);
            out.string(m.problem());
            return PROBED;
        }
        return bare(message);
    }

    /** The type code of a message without components. */
    private static byte bare(Message message) {
        if (message instanceof Heartbeat) {
            return HEARTBEAT;
        } else if (message instanceof Ready) {
            return READY;
        } else if (message instanceof Warm) {
            return WARM;
        } else if (message instanceof WarmUp) {
            return WARM_UP;
        } else if (message instanceof PauseWarmUp) {
            return PAUSE_WARM_UP;
        } else if (message instanceof Probe) {
            return PROBE;
        }
        return message instanceof Stop ? STOP : DESCRIBE;
    }

    /** Reads the message of that type code. */
    static Message read(byte type, PayloadReader in) throws ProtocolException {
        return switch (type) {
            case HELLO -> new Hello(in.int32(), in.int64());
            case DESCRIBE -> new Describe();
            case DESCRIBED -> new Described(in.list(MessageCodec::type), in.list(MessageCodec::function));
            case PROBE -> new Probe();
            case PROBED -> new Probed(in.list(MessageCodec::type), in.list(MessageCodec::function), in.string());
            case SPLIT -> new Split(in.int64(), in.string(), in.string(), in.string(), in.int32() != 0);
            case RUN ->
                new Run(
                        in.int64(),
                        in.string(),
                        in.string(),
                        in.string(),
                        in.list(i -> new TaskInput(i.int32(), i.string(), i.int32(), i.string(), i.strings())));
            case COMBINE -> new Combine(in.int64(), in.string(), in.string(), in.string(), in.strings());
            case CANCEL -> new Cancel(in.int64(), in.int64());
            case RECALL -> new Recall(in.int64());
            case RETURNED -> new Returned(in.int64());
            case OVERFLOWED -> new Overflowed(in.int64());
            case LEAVING -> new Leaving(in.int64());
            case HEARTBEAT -> new Heartbeat();
            case READY -> new Ready();
            case WARM -> new Warm();
            case WARM_UP -> new WarmUp();
            case PAUSE_WARM_UP -> new PauseWarmUp();
            case STOP -> new Stop();
            case PROGRESS -> new Progress(in.int64(), in.float64());
            case LOG -> new Log(in.int64(), in.string());
            case ASK ->
                new Ask(
                        in.int64(),
                        in.int64(),
                        in.constant(Operation.class),
                        in.string(),
                        in.string(),
                        in.int64(),
                        in.int64(),
                        in.int32());
            case ANSWER -> new Answer(in.int64(), in.constant(AnswerKind.class), in.string());
            case TASKS ->
                new Tasks(
                        in.int64(),
                        in.strings(),
                        in.list(i -> i.list(PayloadReader::int32)),
                        in.list(PayloadReader::float64),
                        in.strings(),
                        meter(in));
            case VALUE ->
                new Value(
                        in.int64(),
                        in.string(),
                        in.list(i -> new OtherForm(i.string(), i.string(), i.string())),
                        meter(in));
            case FAILED ->
                new Failed(
                        in.int64(),
                        in.constant(FailureKind.class),
                        in.string(),
                        in.string(),
                        in.string(),
                        in.int32() != 0,
                        meter(in));
            case CANCELLED -> new Cancelled(in.int64(), meter(in));
            default -> throw new ProtocolException("a frame has the unknown type " + type);
        };
    }

    private static void graph(Tasks tasks, PayloadWriter out) {
        out.int32(tasks.needs().size());
        for (List<Integer> needs : tasks.needs()) {
            out.int32(needs.size());
            needs.forEach(out::int32);
        }
        out.int32(tasks.weights().size());
        tasks.weights().forEach(out::float64);
    }

    private static void meter(Meter meter, PayloadWriter out) {
        out.int64(meter.startedAtMicros())
                .int64(meter.wallNanos())
                .int64(meter.cpuNanos())
                .int64(meter.gcNanos())
                .int64(meter.allocatedBytes())
                .int32(meter.core());
    }

    private static Meter meter(PayloadReader in) {
        return new Meter(in.int64(), in.int64(), in.int64(), in.int64(), in.int64(), in.int32());
    }

    private static void types(List<TypeDescription> types, PayloadWriter out) {
        out.int32(types.size());
        for (TypeDescription type : types) {
            out.string(type.name()).string(type.description()).string(type.paramsSchema());
            out.int32(type.examples().size());
            for (ParamsExample example : type.examples()) {
                out.string(example.name()).string(example.params());
            }
            out.int32(type.details().size());
            for (Detail detail : type.details()) {
                out.string(detail.name()).string(detail.value());
            }
        }
    }

    private static void functions(List<FunctionDescription> functions, PayloadWriter out) {
        out.int32(functions.size());
        for (FunctionDescription function : functions) {
            out.string(function.name()).string(function.description());
            out.int32(function.parameters().size());
            for (FunctionParameter parameter : function.parameters()) {
                out.string(parameter.name()).string(parameter.kind()).string(parameter.description());
                out.string(parameter.min()).string(parameter.max());
            }
            out.string(function.example());
        }
    }

    private static FunctionDescription function(PayloadReader in) {
        return new FunctionDescription(
                in.string(),
                in.string(),
                in.list(i -> new FunctionParameter(i.string(), i.string(), i.string(), i.string(), i.string())),
                in.string());
    }

    private static TypeDescription type(PayloadReader in) {
        return new TypeDescription(
                in.string(),
                in.string(),
                in.string(),
                in.list(i -> new ParamsExample(i.string(), i.string())),
                in.list(i -> new Detail(i.string(), i.string())));
    }
}
