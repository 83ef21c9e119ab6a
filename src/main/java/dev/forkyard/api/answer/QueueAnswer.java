package dev.forkyard.api.answer;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A queue that the tasks of a job share. */
@Schema(name = "Queue", description = "A queue that the tasks of the job share.")
public record QueueAnswer(
        @Schema(description = "What tasks know it by.", example = "words")
        String name,

        @Schema(description = "How many values it holds.", example = "4")
        int size,

        @Schema(description = "How many it may hold.", example = "10000")
        int capacity,

        @Schema(description = "How many tasks wait for a value.", example = "0")
        int waitingTakes,

        @Schema(description = "How many tasks wait for room.", example = "0")
        int waitingPuts,

        @Schema(
                description =
                        "The values that it holds, the first first, as many as were asked for; not told in lists.",
                example = "[\"wood\", \"sky\", \"cloud\", \"ocean\"]")
        @Nullable List<RawJson> items) {

    public QueueAnswer {
        items = items == null ? null : List.copyOf(items);
    }
}
