package dev.forkyard.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How jobs of one kind split into tasks, what one task does, and how the tasks' results combine.
 *
 * <p>A job type is a public class with a public constructor without parameters, named in
 * {@code META-INF/services/dev.forkyard.task.JobType} of its JAR. It is loaded in worker JVMs only, one instance for each
 * worker; a worker calls one method at a time, each job's {@code split}, {@code run} and {@code combine} possibly in
 * different workers, and any of them again when a worker was lost. So an instance holds no state that a job depends on.
 *
 * <p>The three types cross process borders as JSON: records, strings, numbers, booleans, enums (as their
 * {@code toString()}), {@link java.math.BigInteger}, {@link java.math.BigDecimal}, {@link java.util.Optional}, and lists
 * and maps of these; {@link JsonList} for a list of so many items that it is better cut and joined as text. {@code P} is a record whose components carry {@link Param}; from it the JSON Schema of the params is
 * derived, and a submission that does not fit it is refused before any worker is asked. Defaults are filled in by then.
 *
 * <pre>{@code
 * public final class WordLengths implements JobType<WordLengths.Params, String, Integer> {
 *
 *     public record Params(@Param(description = "Words to measure.", minItems = 1, maxItems = 1000) List<String> words) {}
 *
 *     public record Lengths(List<Integer> lengths) {}
 *
 *     public String name() { return "word-lengths"; }
 *     public String description() { return "The length of each word."; }
 *     public List<Example<Params>> examples() { return List.of(new Example<>("two words", new Params(List.of("a", "be")))); }
 *
 *     public List<String> split(Params params) { return params.words(); }
 *     public Integer run(String word, TaskContext context) { return word.length(); }
 *     public JobResult combine(Params params, List<Integer> lengths) { return JobResult.of(new Lengths(lengths)); }
 * }
 * }</pre>
 *
 * @param <P> the params of a job
 * @param <T> the input of one task
 * @param <R> the result of one task
 */
public interface JobType<P extends Record, T, R> {

    /** The name that submissions use: lower-case letters, digits and hyphens, unique among all job types. */
    String name();

    /** One or two sentences for people: what a job of this type computes. */
    String description();

    /**
     * What people may want to know of this job type as it is here, such as the library that it computes with. Asked once,
     * in one worker, and told with the description.
     *
     * @return values by names, each a word or a few
     */
    default Map<String, String> details() {
        return Map.of();
    }

    /**
     * The largest values of params that this JVM can cope with, where that depends on its memory or its libraries. Asked
     * once, in one worker; they take the place of {@link Param#max()} where they are lower. A worker may take up to its
     * {@link Runtime#maxMemory} of the heap, and in all as many bytes of the machine's memory as the system property
     * {@code forkyard.worker.memory} tells, if no pool's size is changed.
     *
     * @return by the name of the component; for a list, of each item
     */
    default Map<String, Long> limits() {
        return Map.of();
    }

    /** Complete, valid submissions' params, the first of which finishes within a few seconds; at least one. */
    List<Example<P>> examples();

    /**
     * Splits a job into the inputs of its tasks, numbered from 0 in this order.
     *
     * <p>The split may depend on the params alone, never on the machine or the pool, so that a job gives the same result
     * everywhere; randomness that it draws is carried in the inputs, which are stored once, all together. It is quick next
     * to the tasks, since nothing of the job runs beside it.
     *
     * @return at least one input
     * @throws Exception to fail the job with TASK_ERROR; {@link IllegalArgumentException} for params that fit the schema
     *     and still make no sense
     */
    List<T> split(P params) throws Exception;

    /**
     * Splits a job like {@link #split(Record)}, which it does unless a job type has something better to do: one that puts
     * several things into a task, where the result does not depend on how many, may put more into each unless tasks stand
     * alone.
     *
     * @return at least one input
     * @throws Exception as the other
     */
    default List<T> split(P params, SplitContext context) throws Exception {
        return split(params);
    }

    /**
     * Runs one task, on a thread of its own in a worker JVM of its own. Blocking is allowed. A task that may take longer
     * than a second tells its progress and looks at {@link TaskContext#cancelled()} now and then, or is interruptible; one
     * that does neither is killed with its worker when its job is cancelled.
     *
     * @throws Exception to fail the task with TASK_ERROR; whatever is thrown after a cancellation, such as
     *     {@link InterruptedException}, ends it as CANCELLED
     */
    R run(T task, TaskContext context) throws Exception;

    /**
     * The tasks whose results a task is given when it runs. They run before it; what they say is told here and asked once,
     * when the job has been split.
     *
     * @return numbers of tasks that stand before this one in the split, each once; empty for a task that needs none
     */
    default List<Integer> needs(T task) {
        return List.of();
    }

    /**
     * How much of the job's work a task is, next to its other tasks; what the job's progress and its estimated end are
     * reckoned by.
     *
     * @return a positive, finite number in a unit of the job type's choice
     */
    default double weight(T task) {
        return 1;
    }

    /**
     * What people know a task by: told where the task is told, in front of each line that it prints, and to the task itself
     * as {@link TaskContext#name()}.
     *
     * @return 1 to 200 characters without control characters; empty for {@code task-} and its number
     */
    default Optional<String> taskName(T task) {
        return Optional.empty();
    }

    /**
     * Runs a task that needs others; as {@link #run(Object, TaskContext)}, which it calls where it is not overridden.
     *
     * @param needed the results of the tasks it {@linkplain #needs needs}, in that order
     */
    default R run(T task, List<R> needed, TaskContext context) throws Exception {
        return run(task, context);
    }

    /**
     * Params of jobs that a worker may go through by itself, over and over, from their params to their result, so that the
     * JVM has compiled all that such a job takes; after {@link #warmUp()}, and interrupted like that. They are to be jobs of a
     * few milliseconds that print nothing, start no threads, share nothing and change nothing outside. Their files are thrown away. A type
     * one of whose rehearsals throws is left out of them, and the server's log tells.
     */
    default List<P> rehearsals() {
        return List.of();
    }

    /**
     * Computes something of the kind that tasks will, so that the JVM has compiled and linked what they run. Called once
     * in a worker that has nothing else to do, before or between its tasks; interrupted as soon as it is given one, or when others
     * have work that it is not to slow down, and called again later then, so maybe often. It has no effect but that, and is over within a few seconds.
     *
     * @throws Exception is told in the server's log, and has no other effect
     */
    default void warmUp() throws Exception {}

    /**
     * Combines the results of all tasks, in task order, into the result of the job. Called once all tasks have succeeded.
     *
     * @throws Exception to fail the job with TASK_ERROR
     */
    JobResult combine(P params, List<R> results) throws Exception;
}
