package dev.forkyard.api;

import dev.forkyard.api.answer.Answers;
import dev.forkyard.api.answer.FunctionAnswer;
import dev.forkyard.api.answer.ListOf;
import dev.forkyard.job.service.JobException;
import dev.forkyard.job.service.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What functions there are. */
@RestController
@RequestMapping(path = "/api/v1/functions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Job types")
final class FunctionsController {

    private final Jobs jobs;

    FunctionsController(Jobs jobs) {
        this.jobs = jobs;
    }

    @GetMapping
    @Operation(operationId = "listFunctions", summary = "List the functions that map, starmap and batch can apply")
    ListOf<FunctionAnswer> functions() {
        if (jobs.types().isEmpty()) {
            throw new JobException.Unavailable("No worker has described its functions yet; try again.");
        }
        return ListOf.all(jobs.functions().stream().map(Answers::function).toList());
    }
}
