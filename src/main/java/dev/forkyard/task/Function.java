package dev.forkyard.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named function that the job types {@code map}, {@code starmap} and {@code batch} apply.
 *
 * <p>A function is a public class with a public constructor without parameters, named in
 * {@code META-INF/services/dev.forkyard.task.Function} of its JAR. It is loaded in worker JVMs only, one instance for each
 * worker, and called by one thread at a time; the calls of one job are spread over workers, and made again when a worker
 * was lost. So an instance holds no state that a job depends on.
 *
 * <pre>{@code
 * public final class Repeat implements Function {
 *
 *     public String name() { return "repeat"; }
 *     public String description() { return "A text so many times."; }
 *     public List<Parameter> parameters() {
 *         return List.of(Parameter.string("text", "What is repeated."), Parameter.integer("times", "How often."));
 *     }
 *     public List<Object> example() { return List.of("ab", 3); }
 *
 *     public Object apply(List<Object> arguments, TaskContext context) {
 *         return ((String) arguments.get(0)).repeat(((BigInteger) arguments.get(1)).intValueExact());
 *     }
 * }
 * }</pre>
 */
public interface Function {

    /** The name that submissions use: lower-case letters, digits and hyphens, unique among all functions. */
    String name();

    /** One or two sentences for people: what it gives back. */
    String description();

    /** What it is called with; at least one. A submission whose arguments do not fit is refused. */
    List<Parameter> parameters();

    /** Arguments that work, quickly: one for each parameter. */
    List<Object> example();

    /**
     * Computes the value for these arguments. May print, which goes to the task's log, and may block; when it takes longer
     * than a second, {@link TaskContext#cancelled()} holds as for {@link JobType#run(Object, TaskContext)}.
     *
     * @param arguments one for each parameter, of the Java types that {@link Parameter.Kind} says
     * @return what a task's result may be, or null
     * @throws Exception to fail the task with TASK_ERROR, which tells the item and this exception's message
     */
    @Nullable Object apply(List<Object> arguments, TaskContext context) throws Exception;
}
