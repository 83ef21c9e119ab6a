package dev.forkyard.job.service;

import dev.forkyard.job.State;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Why something asked of {@link Jobs} was not done; nothing has changed. */
public abstract sealed class JobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private JobException(String message) {
        super(message);
    }

    private JobException(String message, Throwable cause) {
        super(message, cause);
    }

    /** No worker knows a job type of that name. */
    public static final class UnknownType extends JobException {

        private static final long serialVersionUID = 1L;

        public UnknownType(String type, List<String> known) {
            super("There is no job type '%s'; there are %s.".formatted(type, String.join(", ", known)));
        }
    }

    /** The params do not fit the job type's schema. */
    public static final class InvalidParams extends JobException {

        private static final long serialVersionUID = 1L;
        private final transient List<Violation> violations;

        public InvalidParams(String type, List<Violation> violations) {
            super("The params do not fit the job type '%s'.".formatted(type));
            this.violations = List.copyOf(violations);
        }

        public List<Violation> violations() {
            return violations;
        }

        /**
         * One thing that is wrong.
         *
         * @param pointer where, as a JSON Pointer into the params (empty: the params themselves)
         * @param message a sentence that says what would be right
         */
        public record Violation(String pointer, String message) {}
    }

    /** There is no job of that id, or no task of that number in it. */
    public static final class NotFound extends JobException {

        private static final long serialVersionUID = 1L;

        public NotFound(UUID job) {
            super("There is no job %s.".formatted(job));
        }

        public NotFound(UUID job, int task) {
            super("The job %s has no task %d.".formatted(job, task));
        }
    }

    /** The job's state does not allow it. */
    public static final class WrongState extends JobException {

        private static final long serialVersionUID = 1L;
        private final State state;

        public WrongState(UUID job, State state, String wanted) {
            super("The job %s is %s; %s.".formatted(job, state, wanted));
            this.state = state;
        }

        public State state() {
            return state;
        }
    }

    /** As many jobs wait as are allowed to. */
    public static final class QueueFull extends JobException {

        private static final long serialVersionUID = 1L;
        private final Duration retryAfter;

        private QueueFull(String message, Duration retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        /** There are so many. */
        public static QueueFull ofJobs(int limit, Duration retryAfter) {
            return new QueueFull(
                    "%d jobs are unfinished, which is the limit; try again later.".formatted(limit), retryAfter);
        }

        /** With one more, their params would be longer than that. */
        static QueueFull ofParams(long limit, Duration retryAfter) {
            return new QueueFull(
                    "The params of all unfinished jobs may have %d characters together; try again later."
                            .formatted(limit),
                    retryAfter);
        }

        /** With the values in its queues, those of all jobs would be longer than they may. */
        static QueueFull ofQueues(Duration retryAfter) {
            return new QueueFull(
                    "The queues of all unfinished jobs hold about as much as they may; try again later.", retryAfter);
        }

        /** When it makes sense to try again. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The service cannot take jobs now: no worker has described its job types yet, or the store refuses. */
    public static final class Unavailable extends JobException {

        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
