package dev.forkyard.api;

import dev.forkyard.api.answer.Answers;
import dev.forkyard.api.answer.ListOf;
import dev.forkyard.api.answer.TaskAnswer;
import dev.forkyard.api.http.Cursor;
import dev.forkyard.api.http.Query;
import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.job.Job;
import dev.forkyard.job.Task;
import dev.forkyard.job.TaskOrder;
import dev.forkyard.job.service.JobException;
import dev.forkyard.job.service.JobParts;
import dev.forkyard.job.service.Jobs;
import dev.forkyard.job.store.AttemptLog;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What belongs to one job: its result, its tasks, its logs. */
@RestController
@RequestMapping("/api/v1/jobs/{id}")
@Tag(name = "Jobs")
final class JobPartsController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Jobs jobs;
    private final JobParts parts;
    private final Answers answers;
    private final ApiProperties properties;

    JobPartsController(Jobs jobs, JobParts parts, Answers answers, ApiProperties properties) {
        this.jobs = jobs;
        this.parts = parts;
        this.answers = answers;
        this.properties = properties;
    }

    @GetMapping(path = "/params", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getParams",
            summary = "Get the params alone",
            description = "However long they are: as submitted, with their defaults.")
    @ApiResponse(
            responseCode = "200",
            description = "The params.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object")))
    ResponseEntity<Resource> params(@PathVariable String id) {
        String params = parts.params(JobPaths.job(id));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ByteArrayResource(params.getBytes(StandardCharsets.UTF_8)));
    }

    @GetMapping(path = "/result", produces = MediaType.ALL_VALUE)
    @Operation(
            operationId = "getResult",
            summary = "Get the result alone",
            description = "As JSON or, when the header Accept asks for it, in another form that the job type offers. "
                    + "Of a text a part can be had, whatever its length, without the rest being sent.")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "How many characters of the whole text, points and line breaks included, to leave out at its "
                    + "front; asks for text, whatever the header Accept says.",
            schema = @Schema(type = "integer", format = "int64", minimum = "0"))
    @Parameter(
            name = "count",
            in = ParameterIn.QUERY,
            description = "Most characters of the text to send; asks for text.",
            schema = @Schema(type = "integer", format = "int64", minimum = "1"))
    @ApiResponse(
            responseCode = "200",
            description = "The result.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema),
                @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.IMAGE_PNG_VALUE, schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "image/svg+xml", schema = @Schema(type = "string"))
            })
    ResponseEntity<Resource> result(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request)
            throws IOException {
        UUID uuid = JobPaths.job(id);
        Query query = new Query(parameters, "from", "count");
        OptionalLong from = query.longInteger("from", 0);
        OptionalLong count = query.longInteger("count", 1);
        query.check();
        boolean part = from.isPresent() || count.isPresent();
        Job job = jobs.get(uuid);
        Job.@Nullable Result result = job.result();
        if (result == null) {
            throw noResult(job);
        }
        ResultForm form = ResultForm.choose(
                result.representations(),
                part ? List.of("text/*") : Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        Slice slice = part ? new Slice(from.orElse(0), count.orElse(Long.MAX_VALUE)) : Slice.ALL;
        return ResponseEntity.ok()
                .contentType(form.contentType())
                .varyBy(HttpHeaders.ACCEPT)
                .body(content(uuid, result, form, slice));
    }

    private Resource content(UUID id, Job.Result result, ResultForm form, Slice slice) throws IOException {
        @Nullable String file = form.file();
        if (file != null) {
            return slice.of(new FileSystemResource(parts.file(id, file)));
        }
        @Nullable String json = result.json();
        byte[] content = form.content(json == null ? parts.result(id) : json);
        return new ByteArrayResource(slice.of(content));
    }

    private static ProblemException noResult(Job job) {
        return job.state().isFinal()
                ? new ProblemException(
                        ProblemCode.NO_RESULT,
                        "The job %s is %s, so it has no result.".formatted(job.id(), job.state()))
                : new ProblemException(
                        ProblemCode.JOB_NOT_FINISHED,
                        "The job %s is %s; its result is there once it has succeeded."
                                .formatted(job.id(), job.state()));
    }

    @GetMapping(path = "/tasks", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "listTasks", summary = "List the tasks of a job, with their attempts and results")
    @Parameter(
            name = "order",
            in = ParameterIn.QUERY,
            description = "By their numbers, or by the time they ended with those that have not ended last.",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"index", "completion"},
                            defaultValue = "index"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most tasks to list; /api/v1/limits tells the most, and how many there are without it.",
            schema = @Schema(type = "integer", minimum = "1"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The nextCursor of the page before.",
            schema = @Schema(type = "string"))
    ListOf<TaskAnswer> tasks(
            @PathVariable String id, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        UUID job = JobPaths.job(id);
        Query query = new Query(parameters, "order", "limit", "cursor");
        @Nullable TaskOrder asked = query.lowerCaseConstant("order", TaskOrder.class);
        TaskOrder order = asked == null ? TaskOrder.INDEX : asked;
        int limit = query.integer("limit", 1, properties.maxListLimit()).orElse(properties.defaultListLimit());
        int offset = query.numberCursor("cursor", order.name());
        query.check();
        // One more than asked for tells whether there is a next page.
        List<Task> found = parts.tasks(job, order, offset, limit + 1);
        boolean more = found.size() > limit;
        return new ListOf<>(
                found.stream().limit(limit).map(answers::listed).toList(),
                more ? Cursor.encode(order.name(), offset + limit) : null);
    }

    @GetMapping(path = "/tasks/{index}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getTask", summary = "Look at one task")
    TaskAnswer task(
            @PathVariable String id,
            @Parameter(schema = @Schema(type = "integer", minimum = "0")) @PathVariable String index) {
        UUID job = JobPaths.job(id);
        int number = JobPaths.task(index);
        try {
            return answers.task(parts.task(job, number));
        } catch (JobException.NotFound e) {
            throw missing(job, number);
        }
    }

    @GetMapping(path = "/logs", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(
            operationId = "getLogs",
            summary = "Read what the tasks printed",
            description =
                    "Each line that a task printed on a line of its own, after the task's number and the name that it was "
                            + "given, in brackets; the tasks in the order of their numbers.")
    @Parameter(
            name = "task",
            in = ParameterIn.QUERY,
            description = "Only what this task printed.",
            schema = @Schema(type = "integer", minimum = "0"))
    @Parameter(
            name = "tail",
            in = ParameterIn.QUERY,
            description = "Only the last lines, this many.",
            schema = @Schema(type = "integer", minimum = "1"))
    ResponseEntity<String> logs(
            @PathVariable String id, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        UUID job = JobPaths.job(id);
        Query query = new Query(parameters, "task", "tail");
        OptionalInt task = query.integer("task", 0, Integer.MAX_VALUE);
        int tail = query.integer("tail", 1, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE);
        query.check();
        List<AttemptLog> logs = parts.logs(job, task.orElse(0), task.orElse(Integer.MAX_VALUE));
        return ResponseEntity.ok().contentType(TEXT).body(LogText.of(logs, parts.taskNames(job), tail));
    }

    /** What is missing is the job, or else the task. */
    private ProblemException missing(UUID job, int task) {
        jobs.get(job);
        return new ProblemException(ProblemCode.TASK_NOT_FOUND, "The job %s has no task %d.".formatted(job, task));
    }
}
