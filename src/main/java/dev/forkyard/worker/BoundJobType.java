package dev.forkyard.worker;

import dev.forkyard.protocol.Message.ParamsExample;
import dev.forkyard.protocol.Message.TypeDescription;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.TaskContext;
import java.util.ArrayList;
import java.util.List;
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
        this.params = arguments[0];
        this.task = arguments[1];
        this.result = arguments[2];
    }

    TypeDescription describe() {
        return new TypeDescription(
                type.name(),
                type.description(),
                json.write(new ParamsSchema(json).of(params.getRawClass())),
                type.examples().stream()
                        .map(example -> new ParamsExample(example.name(), json.write(example.params())))
                        .toList());
    }

    /** Loads and links what turns this type's params into JSON and back. */
    void warmUp() {
        for (Example<P> example : type.examples()) {
            json.read(json.write(example.params()), params);
        }
    }

    List<String> split(String paramsJson) throws Exception {
        P bound = json.read(paramsJson, params);
        List<String> inputs = new ArrayList<>();
        for (T input : type.split(bound)) {
            inputs.add(json.write(input));
        }
        if (inputs.isEmpty()) {
            throw new IllegalStateException("the job type '" + type.name() + "' split its params into no task");
        }
        return inputs;
    }

    String run(String input, TaskContext context) throws Exception {
        T bound = json.read(input, task);
        R value = type.run(bound, context);
        return json.write(value);
    }

    Combined combine(String paramsJson, List<String> results) throws Exception {
        P bound = json.read(paramsJson, params);
        List<R> values = new ArrayList<>(results.size());
        for (String each : results) {
            values.add(json.read(each, result));
        }
        JobResult combined = type.combine(bound, values);
        return new Combined(json.write(combined.value()), combined.representations());
    }

    /** The result of a job as JSON, with the other forms it can be had in. */
    record Combined(String json, List<JobResult.Representation> representations) {}
}
