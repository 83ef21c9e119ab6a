package dev.forkyard.engine;

import java.util.List;

/**
 * What a worker tells of a job type.
 *
 * @param name the name that submissions use
 * @param description one or two sentences
 * @param paramsSchema JSON Schema (2020-12) of the params, as JSON text
 * @param examples params that work
 */
public record JobTypeDescription(String name, String description, String paramsSchema, List<Example> examples) {

    public JobTypeDescription {
        examples = List.copyOf(examples);
    }

    /**
     * Params that work.
     *
     * @param name a few words
     * @param params JSON text
     */
    public record Example(String name, String params) {}
}
