package dev.forkyard.task;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a params record, for the JSON Schema that submissions are checked against.
 *
 * <p>A component is required unless it has a {@link #defaultValue()} or is an {@link java.util.Optional}. On a list, the
 * limits of numbers and strings hold for its items, and {@link #minItems()} and {@link #maxItems()} for the list.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Param {

    /** A sentence that says what the component means, with its unit. */
    String description();

    /** Smallest allowed number, inclusive. */
    long min() default Long.MIN_VALUE;

    /** What a number must be more than. */
    long above() default Long.MIN_VALUE;

    /** Largest allowed number, inclusive. */
    long max() default Long.MAX_VALUE;

    /** Fewest allowed items of a list. */
    int minItems() default 0;

    /** Most allowed items of a list. */
    int maxItems() default Integer.MAX_VALUE;

    /** Largest allowed sum of a list of integers. */
    long maxSum() default Long.MAX_VALUE;

    /** Shortest allowed string, in characters. */
    int minLength() default 0;

    /** Longest allowed string, in characters. */
    int maxLength() default Integer.MAX_VALUE;

    /** Whether a string must be a line: at least one character, and no control characters. */
    boolean line() default false;

    /** On a list: the list beside it that has as many items. */
    String sizeOf() default "";

    /**
     * What a string must match, or a part of it: a regular expression that Java and ECMAScript read alike. It needs a {@link
     * #maxLength()} of at most 1000; a string that takes very long to match is refused.
     */
    String pattern() default "";

    /**
     * On a list: the component beside it that names the function which each item is the one argument of. What the function
     * says of its parameters is checked when a job is submitted.
     */
    String argumentOf() default "";

    /**
     * The component beside it that names the function: on a list, which its items are the arguments of; on a list of lists,
     * which each of these holds the arguments of.
     */
    String argumentsOf() default "";

    /** What stands in for an absent component: the text of a string or enum, else JSON. Empty: there is no default. */
    String defaultValue() default "";
}
