package dev.forkyard.api;

import dev.forkyard.api.answer.Answers;
import dev.forkyard.api.answer.JobTypeAnswer;
import dev.forkyard.api.answer.ListOf;
import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.job.service.JobException;
import dev.forkyard.job.service.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What kinds of jobs there are. */
@RestController
@RequestMapping(path = "/api/v1/job-types", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Job types")
final class JobTypesController {

    private final Jobs jobs;

    JobTypesController(Jobs jobs) {
        this.jobs = jobs;
    }

    @GetMapping
    @Operation(operationId = "listJobTypes", summary = "List the job types, with the schemas of their params")
    ListOf<JobTypeAnswer> types() {
        return ListOf.all(known().stream().map(Answers::jobType).toList());
    }

    @GetMapping("/{name}")
    @Operation(operationId = "getJobType", summary = "Look at one job type")
    JobTypeAnswer type(@PathVariable String name) {
        known();
        try {
            return Answers.jobType(jobs.type(name));
        } catch (JobException.UnknownType e) {
            throw new ProblemException(ProblemCode.JOB_TYPE_NOT_FOUND, String.valueOf(e.getMessage()));
        }
    }

    /** There is always at least one, once a worker has told. */
    private List<JobTypeDescription> known() {
        List<JobTypeDescription> types = jobs.types();
        if (types.isEmpty()) {
            throw new JobException.Unavailable("No worker has described its job types yet; try again.");
        }
        return types;
    }
}
