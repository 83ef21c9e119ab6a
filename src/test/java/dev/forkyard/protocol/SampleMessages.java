package dev.forkyard.protocol;

import dev.forkyard.protocol.Message.Detail;
import dev.forkyard.protocol.Message.FailureKind;
import dev.forkyard.protocol.Message.FunctionDescription;
import dev.forkyard.protocol.Message.FunctionParameter;
import dev.forkyard.protocol.Message.Meter;
import dev.forkyard.protocol.Message.OtherForm;
import dev.forkyard.protocol.Message.ParamsExample;
import dev.forkyard.protocol.Message.TaskInput;
import dev.forkyard.protocol.Message.TypeDescription;
import java.util.List;

/** Messages of every kind, with what is hard about each. */
final class SampleMessages {

    static final Meter METER = new Meter(1_700_000_000_000_000L, Long.MAX_VALUE, 0, -1, 1L << 40, -1);
    private static final String TEXT = "grüße, 世界, 🌍\u0000\n\"";

    private SampleMessages() {}

    static List<Message> all() {
        return List.of(
                new Message.Hello(1, Long.MAX_VALUE),
                new Message.Hello(Integer.MIN_VALUE, Long.MIN_VALUE),
                new Message.Describe(),
                new Message.Described(List.of(), List.of()),
                new Message.Described(
                        List.of(
                                new TypeDescription("a", TEXT, "{}", List.of(), List.of()),
                                new TypeDescription(
                                        "",
                                        "",
                                        "",
                                        List.of(new ParamsExample(TEXT, "{}"), new ParamsExample("", "")),
                                        List.of(new Detail("arithmetic", TEXT)))),
                        List.of(
                                new FunctionDescription("f", TEXT, List.of(), "[]"),
                                new FunctionDescription(
                                        "",
                                        "",
                                        List.of(new FunctionParameter("x", "NUMBER", TEXT, "-0.5", "")),
                                        "[1]"))),
                new Message.Probe(),
                new Message.Probed(List.of(), List.of(), TEXT),
                new Message.Probed(
                        List.of(new TypeDescription("t", TEXT, "{}", List.of(), List.of())),
                        List.of(new FunctionDescription("f", TEXT, List.of(), "[]")),
                        ""),
                new Message.Split(1, "job", "type", "{\"a\":\"" + TEXT + "\"}", true),
                new Message.Split(-1, "", "", "", false),
                new Message.Run(
                        2,
                        "job",
                        "type",
                        "worker-1",
                        List.of(
                                new TaskInput(3, TEXT, 4, TEXT, List.of()),
                                new TaskInput(4, "", 1, "", List.of(TEXT, "")))),
                new Message.Run(
                        0, "", "", "", List.of(new TaskInput(Integer.MAX_VALUE, "", Integer.MIN_VALUE, "", List.of()))),
                new Message.Run(0, "", "", "", List.of()),
                new Message.Combine(5, "job", "type", "{}", List.of("1", "", TEXT)),
                new Message.Combine(5, "", "", "", List.of()),
                new Message.Cancel(6, Long.MAX_VALUE),
                new Message.Recall(Long.MIN_VALUE),
                new Message.Stop(),
                new Message.Ready(),
                new Message.Warm(),
                new Message.WarmUp(),
                new Message.PauseWarmUp(),
                new Message.Heartbeat(),
                new Message.Overflowed(6),
                new Message.Leaving(6),
                new Message.Ask(7, 1, Message.Operation.COMPARE_AND_SET, "n", "", Long.MIN_VALUE, Long.MAX_VALUE, 1),
                new Message.Ask(-7, 2, Message.Operation.PUT, "", TEXT, 0, 0, 0),
                new Message.Answer(1, Message.AnswerKind.DONE, TEXT),
                new Message.Answer(2, Message.AnswerKind.INVALID, ""),
                new Message.Progress(7, 0.1),
                new Message.Progress(7, Double.NaN),
                new Message.Log(8, TEXT),
                new Message.Log(8, ""),
                new Message.Tasks(9, List.of(TEXT, "", "null"), List.of(), List.of(), List.of(), METER),
                new Message.Tasks(
                        9,
                        List.of("1", "2"),
                        List.of(List.of(), List.of(0, Integer.MAX_VALUE)),
                        List.of(1.5, Double.MIN_VALUE),
                        List.of("", TEXT),
                        METER),
                new Message.Value(
                        10,
                        "[]",
                        List.of(new OtherForm("text/plain", "/a~1b", ""), new OtherForm("", "", "a.txt")),
                        METER),
                new Message.Value(10, "", List.of(), METER),
                new Message.Failed(11, FailureKind.TASK_ERROR, TEXT, "java.lang.Error", "at …", true, METER),
                new Message.Failed(11, FailureKind.OUTPUT_LIMIT, "", "", "", false, METER),
                new Message.Cancelled(12, METER),
                new Message.Returned(13));
    }
}
