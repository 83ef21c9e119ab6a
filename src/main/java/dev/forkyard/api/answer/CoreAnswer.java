package dev.forkyard.api.answer;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a core did for the service since it started. */
@Schema(name = "Core", description = "What a core did for the service since it started.")
public record CoreAnswer(
        @Schema(description = "The logical CPU, as the OS numbers it.", example = "0")
        int core,

        @Schema(description = "The worker that is pinned to it.", example = "worker-1") @Nullable String worker,

        @Schema(description = "Whether a worker is pinned to it.", example = "true")
        boolean pinned,

        @Schema(description = "Tasks that ended on it.", example = "128")
        long tasks,

        @Schema(description = "Seconds in which workers on it had work, the work under way included.", example = "12.5")
        BigDecimal busySeconds,

        @Schema(description = "Processor seconds of the work that ended on it.", example = "12.4")
        BigDecimal cpuSeconds,

        @Schema(description = "Seconds in which it had no work.", example = "87.5")
        BigDecimal idleSeconds,

        @Schema(description = "Share of the last minute in which it had work, from 0 to 1.", example = "0.208")
        BigDecimal utilization1m,

        @Schema(description = "Share of the last five minutes in which it had work, from 0 to 1.", example = "0.042")
        BigDecimal utilization5m) {}
