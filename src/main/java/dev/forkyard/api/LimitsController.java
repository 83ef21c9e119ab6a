package dev.forkyard.api;

import dev.forkyard.api.answer.LimitAnswer;
import dev.forkyard.api.answer.ListOf;
import dev.forkyard.job.service.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What requests may ask for at most. */
@RestController
@Tag(name = "Limits")
final class LimitsController {

    private final Limits limits;
    private final Jobs jobs;

    LimitsController(Limits limits, Jobs jobs) {
        this.limits = limits;
        this.jobs = jobs;
    }

    @GetMapping(path = "/api/v1/limits", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listLimits",
            summary = "List every limit that a submission meets",
            description = "With what holds when nothing is said, and the least and the most that is taken.")
    ListOf<LimitAnswer> limits() {
        return ListOf.all(limits.with(jobs.types()));
    }
}
