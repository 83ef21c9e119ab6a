package dev.forkyard.api.problem;

import dev.forkyard.job.service.JobException;
import java.time.Duration;
import java.util.List;

/** Says which problem each exception of the jobs service becomes. */
final class JobProblems {

    /** Long enough for a pool to start, and for a store to come back. */
    private static final Duration UNAVAILABLE_RETRY = Duration.ofSeconds(2);

    private JobProblems() {}

    static ProblemException of(JobException exception) {
        String detail = sentence(exception);
        if (exception instanceof JobException.UnknownType) {
            return new ProblemException(ProblemCode.UNKNOWN_JOB_TYPE, detail)
                    .errors(List.of(new InputError("/type", detail)));
        }
        if (exception instanceof JobException.InvalidParams invalid) {
            return new ProblemException(ProblemCode.INVALID_PARAMS, detail).errors(errors(invalid));
        }
        if (exception instanceof JobException.NotFound) {
            return new ProblemException(ProblemCode.JOB_NOT_FOUND, detail);
        }
        if (exception instanceof JobException.WrongState wrong) {
            return new ProblemException(
                    wrong.state().isFinal() ? ProblemCode.JOB_FINISHED : ProblemCode.JOB_NOT_FINISHED, detail);
        }
        if (exception instanceof JobException.QueueFull full) {
            return new ProblemException(ProblemCode.QUEUE_FULL, detail).retryAfter(full.retryAfter());
        }
        return new ProblemException(ProblemCode.SERVICE_UNAVAILABLE, detail).retryAfter(UNAVAILABLE_RETRY);
    }

    private static List<InputError> errors(JobException.InvalidParams invalid) {
        return invalid.violations().stream()
                .map(violation -> new InputError("/params" + violation.pointer(), capitalized(violation.message())))
                .toList();
    }

    private static String capitalized(String message) {
        return message.isEmpty() ? message : Character.toUpperCase(message.charAt(0)) + message.substring(1);
    }

    private static String sentence(JobException exception) {
        String message = exception.getMessage();
        return message == null ? "It cannot be done." : message;
    }
}
