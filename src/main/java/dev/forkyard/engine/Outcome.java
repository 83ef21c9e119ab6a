package dev.forkyard.engine;

import java.util.List;

/** How a piece of work ended. */
public sealed interface Outcome {

    /** A split ended well: the JSON inputs of the tasks, in task order, and how the tasks hang together. */
    record Tasks(List<String> inputs, TaskGraph graph) implements Outcome {

        public Tasks {
            inputs = List.copyOf(inputs);
        }
    }

    /** A task or a combination ended well: its JSON result, and for a combination the other forms it can be had in. */
    record Value(String json, List<Representation> representations) implements Outcome {

        public Value {
            representations = List.copyOf(representations);
        }
    }

    /** It failed, whoever is to blame. */
    record Failed(Failure failure) implements Outcome {}

    /** It was stopped because {@link Lease#cancel()} asked for it, by itself or by force. */
    record Cancelled() implements Outcome {}

    /** It was never begun: it was recalled, or its worker was lost before. */
    record Returned() implements Outcome {}
}
