package dev.forkyard.pool;

import dev.forkyard.engine.Descriptions;
import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.FunctionDescription;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Representation;
import dev.forkyard.engine.SharedAnswer;
import dev.forkyard.engine.SharedCall;
import dev.forkyard.engine.TaskGraph;
import dev.forkyard.pool.plugin.PluginProbe;
import dev.forkyard.protocol.Message;
import dev.forkyard.protocol.ProtocolException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts what a worker says into the engine's words. */
final class Translation {

    private Translation() {}

    /** The unit that a message is about. */
    static long id(Message message) throws ProtocolException {
        if (message instanceof Message.Value value) {
            return value.id();
        } else if (message instanceof Message.Progress progress) {
            return progress.id();
        } else if (message instanceof Message.Log log) {
            return log.id();
        } else if (message instanceof Message.Ask ask) {
            return ask.id();
        } else if (message instanceof Message.Tasks tasks) {
            return tasks.id();
        } else if (message instanceof Message.Failed failed) {
            return failed.id();
        } else if (message instanceof Message.Cancelled cancelled) {
            return cancelled.id();
        } else if (message instanceof Message.Returned returned) {
            return returned.id();
        } else if (message instanceof Message.Leaving leaving) {
            return leaving.id();
        } else if (message instanceof Message.Overflowed overflowed) {
            return overflowed.id();
        }
        throw new ProtocolException(
                "a worker does not say " + message.getClass().getSimpleName());
    }

    /** What a unit asks of what its job's tasks share. */
    static SharedCall call(Message.Ask ask) {
        return new SharedCall(
                ask.number(),
                SharedCall.Operation.valueOf(ask.operation().name()),
                ask.name(),
                ask.value(),
                ask.first(),
                ask.second(),
                ask.alone() != 0);
    }

    /** The answer to that. */
    static Message.Answer answer(SharedAnswer answer) {
        return new Message.Answer(
                answer.number(), Message.AnswerKind.valueOf(answer.kind().name()), answer.text());
    }

    /** How the unit ended that the message answers. */
    static Outcome outcome(Message message) {
        if (message instanceof Message.Value value) {
            List<Representation> forms =
                    value.forms().stream().map(Translation::representation).toList();
            return new Outcome.Value(value.json(), forms);
        } else if (message instanceof Message.Tasks tasks) {
            return new Outcome.Tasks(tasks.inputs(), new TaskGraph(tasks.needs(), tasks.weights(), tasks.names()));
        } else if (message instanceof Message.Failed failed) {
            return new Outcome.Failed(failure(failed));
        }
        return message instanceof Message.Cancelled ? new Outcome.Cancelled() : new Outcome.Returned();
    }

    private static Representation representation(Message.OtherForm form) {
        return form.file().isEmpty()
                ? Representation.ofString(form.mediaType(), form.pointer())
                : Representation.ofFile(form.mediaType(), form.file());
    }

    /** What the unit took that the message answers; null where it was never begun. */
    static Message.@Nullable Meter meter(Message message) {
        if (message instanceof Message.Value value) {
            return value.meter();
        } else if (message instanceof Message.Tasks tasks) {
            return tasks.meter();
        } else if (message instanceof Message.Failed failed) {
            return failed.meter();
        }
        return message instanceof Message.Cancelled cancelled ? cancelled.meter() : null;
    }

    private static Failure failure(Message.Failed failed) {
        FailureReason reason = switch (failed.kind()) {
            case TASK_ERROR -> FailureReason.TASK_ERROR;
            case OUT_OF_MEMORY -> FailureReason.OUT_OF_MEMORY;
            case OUTPUT_LIMIT -> FailureReason.OUTPUT_LIMIT;
        };
        return new Failure(
                reason,
                failed.message(),
                failed.exceptionType().isEmpty() ? null : failed.exceptionType(),
                failed.stack().isEmpty() ? null : failed.stack(),
                null,
                null,
                null,
                null);
    }

    static Descriptions descriptions(Message.Described described) throws ProtocolException {
        return new Descriptions(
                types(described.types()), functions(described.functions()), Descriptions.PluggedIn.NONE);
    }

    static PluginProbe.Contents contents(Message.Probed probed) throws ProtocolException {
        String problem = probed.problem();
        return new PluginProbe.Contents(
                types(probed.types()), functions(probed.functions()), problem.isEmpty() ? null : problem);
    }

    private static List<JobTypeDescription> types(List<Message.TypeDescription> types) {
        return types.stream().map(Translation::description).toList();
    }

    private static List<FunctionDescription> functions(List<Message.FunctionDescription> functions)
            throws ProtocolException {
        try {
            return functions.stream().map(Translation::description).toList();
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("a function has a parameter of no known kind, or a range of no numbers", e);
        }
    }

    private static FunctionDescription description(Message.FunctionDescription function) {
        return new FunctionDescription(
                function.name(),
                function.description(),
                function.parameters().stream()
                        .map(each -> new FunctionDescription.Parameter(
                                each.name(),
                                FunctionDescription.Kind.valueOf(each.kind()),
                                each.description(),
                                decimal(each.min()),
                                decimal(each.max())))
                        .toList(),
                function.example());
    }

    private static @Nullable BigDecimal decimal(String text) {
        return text.isEmpty() ? null : new BigDecimal(text);
    }

    private static JobTypeDescription description(Message.TypeDescription type) {
        return new JobTypeDescription(
                type.name(),
                type.description(),
                type.paramsSchema(),
                type.examples().stream()
                        .map(example -> new JobTypeDescription.Example(example.name(), example.params()))
                        .toList(),
                type.details().stream().collect(Collectors.toMap(Message.Detail::name, Message.Detail::value)));
    }
}
