package dev.forkyard.protocol;

import java.util.List;

/**
 * One message between server and worker.
 *
 * <p>On the wire each is the payload of one frame: its components in the order declared, with {@code int}, {@code long} and
 * {@code double} in big-endian order, a string as the {@code int} length of its UTF-8 bytes and these bytes, a list as the
 * {@code int} number of its items and these items, a constant as the string of its name,
 * a nested record as its components. The type codes are in {@link MessageCodec}.
 *
 * <p>The {@code id} of a unit of work is the server's, unique for one worker and growing. The worker runs its units one
 * after the other, in the order of their ids, and answers each with exactly one {@link Tasks}, {@link Value}, {@link Failed}
 * or {@link Cancelled}, after all {@link Progress} and {@link Log} of that unit, or with {@link Returned} when it was never
 * begun. It is sent more only when it has answered all.
 */
public sealed interface Message {

    /** Worker to server, first: which protocol it speaks, and who it is. */
    record Hello(int protocolVersion, long pid) implements Message {}

    /** Server to worker: tell your own job types and functions, not those of plug-ins. */
    record Describe() implements Message {}

    /** Worker to server: the answer to {@link Describe}. */
    record Described(List<TypeDescription> types, List<FunctionDescription> functions) implements Message {

        public Described {
            types = List.copyOf(types);
            functions = List.copyOf(functions);
        }
    }

    /**
     * Server to worker: tell the job types and functions of your plug-in, of which it was started with one, after going
     * through what workers run of them by themselves; answered by {@link Probed}. It is given nothing else to do.
     */
    record Probe() implements Message {}

    /**
     * Worker to server: the answer to {@link Probe}.
     *
     * @param problem why the plug-in is of no use; empty where it is
     */
    record Probed(List<TypeDescription> types, List<FunctionDescription> functions, String problem) implements Message {

        public Probed {
            types = List.copyOf(types);
            functions = List.copyOf(functions);
        }
    }

    /**
     * Server to worker: split a job; answered by {@link Tasks}.
     *
     * @param tasksStandAlone whether each task has a time limit, a JVM or further attempts of its own, or its result outlives
     *     another's failure
     */
    record Split(long id, String job, String type, String params, boolean tasksStandAlone) implements Message {}

    /**
     * Server to worker: run an attempt at each of these tasks, whose ids begin with {@code firstId}.
     *
     * @param worker name of the place in the pool that the worker has
     */
    record Run(long firstId, String job, String type, String worker, List<TaskInput> tasks) implements Message {

        public Run {
            tasks = List.copyOf(tasks);
        }
    }

    /** Server to worker: combine the results of all tasks; answered by {@link Value}. */
    record Combine(long id, String job, String type, String params, List<String> results) implements Message {

        public Combine {
            results = List.copyOf(results);
        }
    }

    /** Server to worker: of the units whose ids lie between these, stop the one under way and return the others. */
    record Cancel(long firstId, long lastId) implements Message {}

    /** Server to worker: return the units that have not begun, up to that id. */
    record Recall(long lastId) implements Message {}

    /** Server to worker: exit once idle. */
    record Stop() implements Message {}

    /** Server to worker: have your job types warm up as long as there is nothing else to do; answered by {@link Warm}, at its end. */
    record WarmUp() implements Message {}

    /** Server to worker, after {@link WarmUp}: leave the rest of it until it is asked for again. */
    record PauseWarmUp() implements Message {}

    /** Worker to server: it waits for work. */
    record Ready() implements Message {}

    /** Worker to server, after {@link WarmUp}: its job types have warmed up, as far as they can. */
    record Warm() implements Message {}

    /** Worker to server: it lives; sent when it has had nothing else to say for a second. */
    record Heartbeat() implements Message {}

    /** Worker to server: the share of the unit that is done, from 0 to 1. */
    record Progress(long id, double fraction) implements Message {}

    /** Worker to server: text that the unit printed. */
    record Log(long id, String text) implements Message {}

    /** Worker to server: the unit has printed more than it may, and is being stopped for it. */
    record Overflowed(long id) implements Message {}

    /**
     * Worker to server: the unit asks something of what its job's tasks share; answered by {@link Answer}, but for UNLOCK and
     * WITHDRAW.
     *
     * @param number what the answer refers to; no other call of this worker has it
     * @param operation what is asked
     * @param name of the counter or queue; empty where there is none
     * @param value JSON text, for PUT, OFFER and MESSAGE; else empty
     * @param first the amount to add, the expected value, the capacity, or the number of the call that is meant; else 0
     * @param second the next value of COMPARE_AND_SET; else 0
     * @param alone 1 if the task does nothing else while it waits for the answer, where that may come later; else 0
     */
    record Ask(long id, long number, Operation operation, String name, String value, long first, long second, int alone)
            implements Message {}

    /**
     * Server to worker: the answer to {@link Ask}; for a unit that may have ended.
     *
     * @param number of the call
     * @param kind whether it was done, or why not
     * @param text JSON text of what was asked for, empty where there is none; or a sentence that says why not
     */
    record Answer(long number, AnswerKind kind, String text) implements Message {}

    /**
     * Worker to server: a split ended well.
     *
     * @param inputs JSON of each task's input
     * @param needs for each task the numbers of those whose results it is given; empty where none needs any
     * @param weights for each task how much of the work it is; empty where all are alike
     * @param names for each task the name it was given, or an empty string; empty where none was given any
     */
    record Tasks(
            long id,
            List<String> inputs,
            List<List<Integer>> needs,
            List<Double> weights,
            List<String> names,
            Meter meter)
            implements Message {

        public Tasks {
            inputs = List.copyOf(inputs);
            needs = List.copyOf(needs);
            weights = List.copyOf(weights);
            names = List.copyOf(names);
        }
    }

    /** Worker to server: a task or a combination ended well; {@code json} is its result. */
    record Value(long id, String json, List<OtherForm> forms, Meter meter) implements Message {

        public Value {
            forms = List.copyOf(forms);
        }
    }

    /**
     * Worker to server: the unit failed.
     *
     * @param kind what went wrong
     * @param message a sentence for people
     * @param exceptionType class name of what was thrown; empty when nothing was
     * @param stack its stack trace; empty when nothing was thrown
     * @param damaged whether the JVM may have come to harm, so that it exits after this
     */
    record Failed(
            long id, FailureKind kind, String message, String exceptionType, String stack, boolean damaged, Meter meter)
            implements Message {}

    /** Worker to server: the unit stopped since it was told to. */
    record Cancelled(long id, Meter meter) implements Message {}

    /** Worker to server: it exits once it has answered this unit, since that has left something behind which goes on. */
    record Leaving(long id) implements Message {}

    /** Worker to server: the unit was never begun. */
    record Returned(long id) implements Message {}

    /** What a worker itself can tell of a failure. */
    enum FailureKind {
        /** The job type's code threw. */
        TASK_ERROR,
        /** There was no memory of some kind, and the JVM did not end for it. */
        OUT_OF_MEMORY,
        /** The result, or what was printed, is longer than allowed. */
        OUTPUT_LIMIT
    }

    /** What a unit can ask of what its job's tasks share. LOCK, PUT and TAKE may have to wait for their answer. */
    enum Operation {
        GET,
        ADD,
        COMPARE_AND_SET,
        LOCK,
        UNLOCK,
        FIND_QUEUE,
        OPEN_QUEUE,
        PUT,
        OFFER,
        TAKE,
        POLL,
        MESSAGE,
        WITHDRAW
    }

    /** What became of what a unit asked. */
    enum AnswerKind {
        DONE,
        QUEUE_FULL,
        QUEUE_EMPTY,
        LOCK_HELD,
        NO_QUEUE,
        LIMIT,
        INVALID
    }

    /**
     * What a unit took, as the worker measured it.
     *
     * @param startedAtMicros when it began, in microseconds since 1970 UTC
     * @param wallNanos by the monotonic clock
     * @param cpuNanos processor time of the thread that ran it
     * @param gcNanos time in the collectors
     * @param allocatedBytes heap that the thread allocated
     * @param core the logical CPU it ended on; -1 where the OS does not tell
     */
    record Meter(long startedAtMicros, long wallNanos, long cpuNanos, long gcNanos, long allocatedBytes, int core) {}

    /** One attempt at one task, with its JSON input and the JSON results of the tasks that it needs. */
    record TaskInput(int index, String name, int attempt, String input, List<String> needed) {

        public TaskInput {
            needed = List.copyOf(needed);
        }
    }

    /**
     * Another form in which a result can be had.
     *
     * @param mediaType what it is asked for by
     * @param pointer JSON Pointer to the string that holds it, or with {@code *} for all items of a list; empty for a file, as a pointer to a string never is
     * @param file name of the file in the job's directory that holds it; empty for a string
     */
    record OtherForm(String mediaType, String pointer, String file) {}

    /**
     * A job type as told to the server.
     *
     * @param name the name that submissions use
     * @param description one or two sentences
     * @param paramsSchema JSON Schema (2020-12) of the params
     * @param examples params that work
     * @param details what else people may want to know
     */
    record TypeDescription(
            String name, String description, String paramsSchema, List<ParamsExample> examples, List<Detail> details) {

        public TypeDescription {
            examples = List.copyOf(examples);
            details = List.copyOf(details);
        }
    }

    /**
     * A function as told to the server.
     *
     * @param example arguments that work, as a JSON array
     */
    record FunctionDescription(String name, String description, List<FunctionParameter> parameters, String example) {

        public FunctionDescription {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * What a function is called with.
     *
     * @param kind what it may be in JSON: INTEGER, NUMBER, STRING, BOOLEAN or ANY
     * @param min its least value, a decimal; empty if it has none
     * @param max its greatest value, a decimal; empty if it has none
     */
    record FunctionParameter(String name, String kind, String description, String min, String max) {}

    /** Something to know of a job type, under its name. */
    record Detail(String name, String value) {}

    /** Params that work, as JSON, under a name for people. */
    record ParamsExample(String name, String params) {}
}
