package dev.forkyard.engine;

import java.util.List;
import java.util.Map;

/**
 * What a worker tells of a job type.
 *
 * @param name the name that submissions use
 * @param description one or two sentences
 * @param paramsSchema JSON Schema (2020-12) of the params, as JSON text
 * @param examples params that work
 * @param details what else people may want to know, such as the library that computes
 */
public record JobTypeDescription(
        String name, String description, String paramsSchema, List<Example> examples, Map<String, String> details) {

    public JobTypeDescription {
        examples = List.copyOf(examples);
        details = Map.copyOf(details);
    }

    /**
     * Params that work.
     *
     * @param name a few words
     * @param params JSON text
     */
    public record Example(String name, String params) {}
}
