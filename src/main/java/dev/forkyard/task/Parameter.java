package dev.forkyard.task;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;

/**
 * What a function is called with.
 *
 * @param name a Java identifier
 * @param kind what it may be
 * @param description a sentence that says what it means, with its unit
 */
public record Parameter(String name, Kind kind, String description) {

    /** What an argument may be in JSON, and what it is in Java. */
    public enum Kind {
        /** An integer of any size: a {@link BigInteger}. */
        INTEGER,
        /** An integer of any size, or a decimal with all its digits: a {@link BigInteger} or a {@link BigDecimal}. */
        NUMBER,
        /** A {@link String}. */
        STRING,
        /** A {@link Boolean}. */
        BOOLEAN,
        /**
         * Any JSON value but null: what the others are, a {@link java.util.List} or a {@link java.util.Map} of these, in
         * which an integer may be any of {@link Integer}, {@link Long} and {@link BigInteger}.
         */
        ANY
    }

    public Parameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(description, "description");
    }

    /** An integer of any size. */
    public static Parameter integer(String name, String description) {
        return new Parameter(name, Kind.INTEGER, description);
    }

    /** An integer or a decimal. */
    public static Parameter number(String name, String description) {
        return new Parameter(name, Kind.NUMBER, description);
    }

    /** A text. */
    public static Parameter string(String name, String description) {
        return new Parameter(name, Kind.STRING, description);
    }
}
