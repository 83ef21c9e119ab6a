package dev.forkyard.pool.plugin;

import dev.forkyard.engine.FunctionDescription;
import dev.forkyard.engine.JobTypeDescription;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries a JAR where it can do no harm. */
public interface PluginProbe {

    /**
     * What is in a JAR; blocks until that is known, for a bounded time.
     *
     * @throws NotTriedException if it could not be tried, for a reason that has nothing to do with it
     * @throws NoAnswerException if it was tried in vain, which may be its fault, or that of a machine that is busy or short of
     *     memory
     */
    Contents probe(Path jar) throws NotTriedException, NoAnswerException, InterruptedException;

    /**
     * What is in a JAR.
     *
     * @param problem why it is of no use, on one line whatever the plug-in's names hold; absent where it is
     */
    record Contents(
            List<JobTypeDescription> jobTypes,
            List<FunctionDescription> functions,
            @Nullable String problem) {

        public Contents {
            jobTypes = List.copyOf(jobTypes);
            functions = List.copyOf(functions);
            problem = problem == null ? null : problem.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
        }

        /** Of one that is of no use. */
        public static Contents broken(String problem) {
            return new Contents(List.of(), List.of(), problem);
        }
    }

    /** It is not known what is in it; it makes sense to try again later. */
    final class NotTriedException extends Exception {

        private static final long serialVersionUID = 1L;

        public NotTriedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** It has not told what is in it; it makes sense to try again a few times. */
    final class NoAnswerException extends Exception {

        private static final long serialVersionUID = 1L;

        public NoAnswerException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
