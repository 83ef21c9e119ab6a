package dev.forkyard.job.schedule;

import dev.forkyard.engine.Deadline;
import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.job.Deadlines;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says which deadline has passed. */
final class DeadlineWords {

    private DeadlineWords() {}

    /** @param took what had been waited for took so long by then */
    static Failure failure(Deadline passed, Deadlines deadlines, Duration took) {
        String message = switch (passed) {
            case QUEUE_TIMEOUT ->
                "The job had waited %s for a worker; its queueTimeout is %s."
                        .formatted(seconds(took), seconds(deadlines.queueTimeout()));
            case TIMEOUT ->
                "The job had run for %s; its timeout is %s.".formatted(seconds(took), seconds(deadlines.timeout()));
            case TASK_TIMEOUT ->
                "The attempt ran for %s; the taskTimeout is %s."
                        .formatted(seconds(took), seconds(deadlines.taskTimeout()));
            case STALL_TIMEOUT ->
                "The attempt ran for %s, and had stalled: it used no processor time and told no progress."
                        .formatted(seconds(took));
        };
        FailureReason reason = passed == Deadline.QUEUE_TIMEOUT ? FailureReason.QUEUE_TIMEOUT : FailureReason.TIMEOUT;
        return Failure.of(reason, passed, message);
    }

    private static String seconds(@Nullable Duration duration) {
        return duration == null
                ? "not set"
                : BigDecimal.valueOf(duration.toMillis(), 3)
                                .stripTrailingZeros()
                                .toPlainString() + " s";
    }
}
