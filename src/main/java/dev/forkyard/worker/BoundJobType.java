package dev.forkyard.worker;

import dev.forkyard.protocol.Message.Detail;
import dev.forkyard.protocol.Message.ParamsExample;
import dev.forkyard.protocol.Message.TypeDescription;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.SplitContext;
import dev.forkyard.task.TaskContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/** A job type with its three Java types resolved, so that it can be driven with JSON texts alone. */
final class BoundJobType<P extends Record, T, R> {

    private final JobType<P, T, R> type;
    private final Json json;
    private final JavaType params;
    private final JavaType task;
    private final JavaType result;

    BoundJobType(JobType<P, T, R> type, Json json) {
        this.type = type;
        this.json = json;
        TypeFactory types = json.mapper().getTypeFactory();
        JavaType[] arguments = types.findTypeParameters(types.constructType(type.getClass()), JobType.class);
        if (arguments.length != 3) {
            throw new IllegalArgumentException(
                    type.getClass().getName() + " must say which three types it gives JobType");
        }
        this.params = arguments[0];
        this.task = arguments[1];
        this.result = arguments[2];
    }

    TypeDescription describe() {
        enter();
        return new TypeDescription(
                type.name(),
                type.description(),
                json.write(new ParamsSchema(json).of(params.getRawClass(), type.limits())),
                type.examples().stream()
                        .map(example -> new ParamsExample(example.name(), json.write(example.params())))
                        .toList(),
                type.details().entrySet().stream()
                        .map(detail -> new Detail(detail.getKey(), detail.getValue()))
                        .sorted(Comparator.comparing(Detail::name))
                        .toList());
    }

    String name() {
        return type.name();
    }

    /** Has what its tasks run compiled; see {@link JobType#warmUp()}. */
    void warmUp() throws Exception {
        enter();
        type.warmUp();
    }

    /**
     * Goes through each of its rehearsals once; see {@link JobType#rehearsals()}.
     *
     * @param contexts of tasks, by their numbers
     */
    void rehearse(IntFunction<? extends TaskContext> contexts) throws Exception {
        enter();
        for (P each : type.rehearsals()) {
            rehearse(json.write(each), contexts);
        }
    }

    private void rehearse(String paramsJson, IntFunction<? extends TaskContext> contexts) throws Exception {
        SplitTasks tasks = split(paramsJson, () -> false);
        List<String> results = new ArrayList<>();
        for (int task = 0; task < tasks.inputs().size(); task++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            List<String> needed = tasks.needs().isEmpty()
                    ? List.of()
                    : tasks.needs().get(task).stream().map(results::get).toList();
            results.add(run(tasks.inputs().get(task), needed, contexts.apply(task)));
        }
        combine(paramsJson, results);
    }

    /** Loads and links what turns this type's params into JSON and back. */
    void link() {
        for (Example<P> example : type.examples()) {
            json.read(json.write(example.params()), params);
        }
    }

    SplitTasks split(String paramsJson, SplitContext context) throws Exception {
        enter();
        P bound = json.read(paramsJson, params);
        SplitTasks.Builder tasks = new SplitTasks.Builder(type.name());
        for (T input : type.split(bound, context)) {
            tasks.add(json.write(input), type.needs(input), type.weight(input), type.taskName(input));
        }
        return tasks.build();
    }

    String run(String input, List<String> needed, TaskContext context) throws Exception {
        enter();
        T bound = json.read(input, task);
        return json.write(type.run(bound, results(needed), context));
    }

    Combined combine(String paramsJson, List<String> results) throws Exception {
        enter();
        P bound = json.read(paramsJson, params);
        JobResult combined = type.combine(bound, results(results));
        return new Combined(json.write(combined.value()), combined.representations());
    }

    /** Libraries that a plug-in brings along look for their classes where the thread says. */
    private void enter() {
        Thread.currentThread().setContextClassLoader(type.getClass().getClassLoader());
    }

    private List<R> results(List<String> jsons) {
        List<R> values = new ArrayList<>(jsons.size());
        for (String each : jsons) {
            values.add(json.read(each, result));
        }
        return values;
    }

    /** The result of a job as JSON, with the other forms it can be had in. */
    record Combined(String json, List<JobResult.Representation> representations) {}
}
