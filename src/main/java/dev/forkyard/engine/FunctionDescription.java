package dev.forkyard.engine;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker tells of a function.
 *
 * @param name the name that params use
 * @param description one or two sentences
 * @param parameters what it is called with
 * @param example arguments that work: a JSON array with one for each parameter, as text
 */
public record FunctionDescription(String name, String description, List<Parameter> parameters, String example) {

    public FunctionDescription {
        parameters = List.copyOf(parameters);
    }

    /**
     * What it is called with.
     *
     * @param name an identifier
     * @param kind what it may be
     * @param description a sentence
     * @param min least value of a number, if there is one
     * @param max greatest value of a number, if there is one
     */
    public record Parameter(
            String name,
            Kind kind,
            String description,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max) {}

    /** What an argument may be. */
    public enum Kind {
        /** An integer of any size. */
        INTEGER,
        /** An integer or a decimal. */
        NUMBER,
        STRING,
        BOOLEAN,
        /** Any JSON value but null. */
        ANY
    }
}
