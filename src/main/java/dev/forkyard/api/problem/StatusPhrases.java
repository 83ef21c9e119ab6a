package dev.forkyard.api.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The phrases that RFC 9110 gives to statuses. */
final class StatusPhrases {

    private StatusPhrases() {}

    static String of(int status) {
        @Nullable HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "Status " + status : known.getReasonPhrase();
    }
}
