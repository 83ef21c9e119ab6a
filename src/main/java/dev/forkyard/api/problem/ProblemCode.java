package dev.forkyard.api.problem;

import io.swagger.v3.oas.annotations.media.Schema;
import org.springframework.http.HttpStatus;

/** What went wrong, in a word that programs can rely on: codes are added, never changed. */
@Schema(enumAsRef = true, description = "What went wrong, in a word that programs can rely on.")
public enum ProblemCode {
    /** The request is not HTTP as it should be: its line, a header, its path or its query cannot be read. */
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST),
    /** The body is not JSON, or not of one object only, or has a key twice. */
    MALFORMED_JSON(HttpStatus.BAD_REQUEST),
    /** The body nests too deep, or has a number or a key that is too long. */
    JSON_LIMIT_EXCEEDED(HttpStatus.BAD_REQUEST),
    /** A field of the submission is unknown, missing or wrong. */
    INVALID_SUBMISSION(HttpStatus.BAD_REQUEST),
    /** No job type has the name that the submission gives. */
    UNKNOWN_JOB_TYPE(HttpStatus.BAD_REQUEST),
    /** The params do not fit the schema of the job type. */
    INVALID_PARAMS(HttpStatus.BAD_REQUEST),
    /** A field of what the pool is to become is unknown, missing or wrong. */
    INVALID_POOL(HttpStatus.BAD_REQUEST),
    /** A parameter of the query is unknown or wrong. */
    INVALID_QUERY(HttpStatus.BAD_REQUEST),
    /** The Host header names another host than this one. */
    HOST_NOT_ALLOWED(HttpStatus.FORBIDDEN),
    /** A page of another origin sent the request. */
    ORIGIN_NOT_ALLOWED(HttpStatus.FORBIDDEN),
    /** There is nothing at this path. */
    NOT_FOUND(HttpStatus.NOT_FOUND),
    JOB_NOT_FOUND(HttpStatus.NOT_FOUND),
    TASK_NOT_FOUND(HttpStatus.NOT_FOUND),
    JOB_TYPE_NOT_FOUND(HttpStatus.NOT_FOUND),
    WORKER_NOT_FOUND(HttpStatus.NOT_FOUND),
    COUNTER_NOT_FOUND(HttpStatus.NOT_FOUND),
    QUEUE_NOT_FOUND(HttpStatus.NOT_FOUND),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
    /** The job has not reached a final state yet. */
    JOB_NOT_FINISHED(HttpStatus.CONFLICT),
    /** The job has reached a final state already. */
    JOB_FINISHED(HttpStatus.CONFLICT),
    /** The job failed or was cancelled, so it has no result. */
    NO_RESULT(HttpStatus.CONFLICT),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
    /** As many jobs are unfinished as may be; the Retry-After header says when to try again. */
    QUEUE_FULL(HttpStatus.TOO_MANY_REQUESTS),
    /** The service failed; its log says why. */
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),
    /** The service cannot do it now; the Retry-After header says when to try again. */
    SERVICE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

    private final HttpStatus status;

    ProblemCode(HttpStatus status) {
        this.status = status;
    }

    /** The status that it is answered with. */
    public HttpStatus status() {
        return status;
    }

    /** The code for a request that something other than a controller refused with {@code status}. */
    static ProblemCode of(int status) {
        return switch (status) {
            case 403 -> ORIGIN_NOT_ALLOWED;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> BODY_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 503 -> SERVICE_UNAVAILABLE;
            case 501, 505 -> MALFORMED_REQUEST;
            default -> status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
        };
    }
}
