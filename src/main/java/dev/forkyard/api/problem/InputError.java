package dev.forkyard.api.problem;

import io.swagger.v3.oas.annotations.media.Schema;

/** One thing that is wrong with what was sent. */
public record InputError(
        @Schema(
                description =
                        "Where: a JSON Pointer (RFC 6901) into the body or, with the code INVALID_QUERY, into the "
                                + "query taken as an object of its parameters. Empty for the whole.",
                example = "/params/precisions/0")
        String pointer,

        @Schema(
                description = "A sentence that says what would be right.",
                example = "Must be an integer from 1 to 1000000.")
        String message) {}
