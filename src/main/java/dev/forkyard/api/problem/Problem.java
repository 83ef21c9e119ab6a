package dev.forkyard.api.problem;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not fulfilled: a problem of RFC 9457 with the type {@code about:blank}, which is not written, told
 * apart by its code.
 */
@Schema(description = "Why a request was not fulfilled (RFC 9457). Nothing has changed, unless the status is 500.")
public record Problem(
        @Schema(description = "The phrase of the status.", example = "Bad Request")
        String title,

        @Schema(description = "The HTTP status.", example = "400")
        int status,

        @Schema(
                description = "A sentence for people on this one case.",
                example = "The params do not fit the job type 'pi-digits'.")
        String detail,

        @Schema(description = "The path that was asked for.", example = "/api/v1/jobs") @Nullable String instance,

        @Schema(example = "INVALID_PARAMS") ProblemCode code,

        @Schema(description = "What is wrong with the input, all of it; present when the input is to blame.") @Nullable List<InputError> errors) {

    static Problem of(ProblemException problem, @Nullable String instance) {
        return of(problem.code(), problem.code().status().value(), problem.detail(), instance, problem.errors());
    }

    static Problem of(ProblemCode code, int status, String detail, @Nullable String instance, List<InputError> errors) {
        return new Problem(
                StatusPhrases.of(status),
                status,
                detail,
                instance,
                code,
                errors.isEmpty() ? null : List.copyOf(errors));
    }
}
