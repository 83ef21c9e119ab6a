package dev.forkyard.task;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a function is called with.
 *
 * @param name a Java identifier
 * @param kind what it may be
 * @param description a sentence that says what it means, with its unit
 * @param min least value of a number; null: any
 * @param max greatest value of a number; null: any
 */
public record Parameter(
        String name,
        Kind kind,
        String description,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max) {

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
        if ((min != null || max != null) && kind != Kind.INTEGER && kind != Kind.NUMBER) {
            throw new IllegalArgumentException(
                    "'%s' is no number, so it has no least and no greatest value".formatted(name));
        }
        if (min != null && max != null && min.compareTo(max) > 0) {
            throw new IllegalArgumentException("no value of '%s' is from %s to %s".formatted(name, min, max));
        }
    }

    /** An integer of any size. */
    public static Parameter integer(String name, String description) {
        return of(name, Kind.INTEGER, description);
    }

    /** An integer or a decimal. */
    public static Parameter number(String name, String description) {
        return of(name, Kind.NUMBER, description);
    }

    /** A text. */
    public static Parameter string(String name, String description) {
        return of(name, Kind.STRING, description);
    }

    /** True or false. */
    public static Parameter bool(String name, String description) {
        return of(name, Kind.BOOLEAN, description);
    }

    /** Any JSON value but null. */
    public static Parameter any(String name, String description) {
        return of(name, Kind.ANY, description);
    }

    private static Parameter of(String name, Kind kind, String description) {
        return new Parameter(name, kind, description, null, null);
    }

    /**
     * The same, of a number that is at least so large. A submission with another is refused.
     *
     * @throws IllegalArgumentException if it is no number
     */
    public Parameter atLeast(long least) {
        return new Parameter(name, kind, description, BigDecimal.valueOf(least), max);
    }

    /**
     * The same, of a number that is at most so large. A submission with another is refused.
     *
     * @throws IllegalArgumentException if it is no number
     */
    public Parameter atMost(long greatest) {
        return new Parameter(name, kind, description, min, BigDecimal.valueOf(greatest));
    }
}
