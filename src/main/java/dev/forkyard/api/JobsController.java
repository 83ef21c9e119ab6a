package dev.forkyard.api;

import dev.forkyard.api.answer.Answers;
import dev.forkyard.api.answer.JobAnswer;
import dev.forkyard.api.answer.ListOf;
import dev.forkyard.api.http.Cursor;
import dev.forkyard.api.http.Preferences;
import dev.forkyard.api.http.Query;
import dev.forkyard.api.submission.Submission;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobPage;
import dev.forkyard.job.JobQuery;
import dev.forkyard.job.State;
import dev.forkyard.job.service.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Submitting, listing, looking up, cancelling and deleting jobs. */
@RestController
@RequestMapping(path = "/api/v1/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Jobs")
final class JobsController {

    private static final String CURSOR = "jobs";
    private static final String PREFER = "Prefer";
    private static final String[] FILTERS = {
        "state", "type", "label", "submittedAfter", "submittedBefore", "limit", "cursor"
    };
    private static final String WAIT_DESCRIPTION =
            "`wait=10` holds the answer back, for at most 10 seconds, until the job "
                    + "is final (RFC 7240). The header Preference-Applied tells how long the server was ready to wait.";

    /** Which of several jobs is waited for. */
    private enum Until {
        ALL,
        ANY
    }

    private final Jobs jobs;
    private final JobWaits waits;
    private final Answers answers;
    private final ApiProperties properties;

    JobsController(Jobs jobs, JobWaits waits, Answers answers, ApiProperties properties) {
        this.jobs = jobs;
        this.waits = waits;
        this.answers = answers;
        this.properties = properties;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "submitJob",
            summary = "Submit a job",
            description = "An accepted job is stored before it is answered: it survives the server and the client.")
    @Parameter(
            name = PREFER,
            in = ParameterIn.HEADER,
            description = WAIT_DESCRIPTION,
            example = "wait=30",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "The job has ended within the time to wait.",
            useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "202",
            description = "The job was accepted; Location says where it is.",
            useReturnTypeSchema = true)
    CompletableFuture<ResponseEntity<JobAnswer>> submit(
            @RequestBody Submission submission, HttpServletRequest request) {
        Optional<Duration> wait = preferred(request);
        CompletableFuture<Job> accepted =
                jobs.submit(submission.type(), submission.params(), submission.toContents(), submission::toSpec);
        return waits.untilFinal(accepted, wait.orElse(Duration.ZERO))
                .thenApply(job -> ResponseEntity.status(job.state().isFinal() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                        .location(URI.create(Answers.path(job.id())))
                        .headers(applied(wait))
                        .body(answers.job(job)));
    }

    @GetMapping
    @Operation(
            operationId = "listJobs",
            summary = "List jobs, the newest first, or wait for several",
            description =
                    "Jobs are listed without their results. All filters must fit. With `id`, given once for each of "
                            + "them, those jobs alone are told, in the order of the parameters, and can be waited for.")
    @Parameter(
            name = "id",
            in = ParameterIn.QUERY,
            description = "The jobs of these ids; with it, neither filters nor pages.",
            array = @ArraySchema(schema = @Schema(type = "string", format = "uuid")))
    @Parameter(
            name = "wait",
            in = ParameterIn.QUERY,
            description =
                    "With `id`: holds the answer back, for at most this time, until the jobs are final: 500ms, 10s, "
                            + "1m or PT10S. `Prefer: wait=10` does so too.",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "until",
            in = ParameterIn.QUERY,
            description = "With `id`: which of them to wait for.",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"all", "any"},
                            defaultValue = "all"))
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "Only jobs in one of these states.",
            array = @ArraySchema(schema = @Schema(implementation = State.class)))
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            description = "Only jobs of this type.",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "label",
            in = ParameterIn.QUERY,
            description = "Only jobs with this label, as key:value; several must all fit.",
            array = @ArraySchema(schema = @Schema(type = "string")))
    @Parameter(
            name = "submittedAfter",
            in = ParameterIn.QUERY,
            description = "Only jobs submitted later than this.",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "submittedBefore",
            in = ParameterIn.QUERY,
            description = "Only jobs submitted earlier than this.",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most jobs to list; /api/v1/limits tells the most, and how many there are without it.",
            schema = @Schema(type = "integer", minimum = "1"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The nextCursor of the page before.",
            schema = @Schema(type = "string"))
    CompletableFuture<ResponseEntity<ListOf<JobAnswer>>> list(
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request) {
        Query query = new Query(
                parameters,
                Stream.concat(Stream.of(FILTERS), Stream.of("id", "wait", "until"))
                        .toArray(String[]::new));
        return parameters.containsKey("id")
                ? several(query, request)
                : CompletableFuture.completedFuture(ResponseEntity.ok(page(query)));
    }

    private CompletableFuture<ResponseEntity<ListOf<JobAnswer>>> several(Query query, HttpServletRequest request) {
        List<UUID> ids = query.ids("id", properties.maxListLimit());
        @Nullable Until until = query.lowerCaseConstant("until", Until.class);
        @Nullable Duration asked = query.duration("wait");
        query.refuse("Cannot be asked for together with id.", FILTERS);
        query.check();
        Optional<Duration> preferred = asked == null ? preferred(request) : Optional.empty();
        Duration wait = asked == null ? preferred.orElse(Duration.ZERO) : capped(asked);
        return waits.untilFinal(ids, until == Until.ANY, wait)
                .thenApply(found -> ResponseEntity.ok()
                        .headers(applied(preferred))
                        .body(ListOf.all(found.stream().map(answers::listed).toList())));
    }

    private ListOf<JobAnswer> page(Query query) {
        query.refuse("Needs the parameter id: what is to be waited for.", "wait", "until");
        JobQuery jobQuery = new JobQuery(
                query.constants("state", State.class),
                query.text("type"),
                query.pairs("label"),
                query.instant("submittedAfter"),
                query.instant("submittedBefore"),
                query.idCursor("cursor", CURSOR),
                query.integer("limit", 1, properties.maxListLimit()).orElse(properties.defaultListLimit()));
        query.check();
        JobPage page = jobs.list(jobQuery);
        @Nullable UUID next = page.next();
        return new ListOf<>(
                page.jobs().stream().map(answers::listed).toList(), next == null ? null : Cursor.encode(CURSOR, next));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getJob", summary = "Look at a job, or wait for it")
    @Parameter(
            name = "wait",
            in = ParameterIn.QUERY,
            description =
                    "Holds the answer back, for at most this time, until the job is final: 500ms, 10s, 1m or PT10S.",
            schema = @Schema(type = "string"))
    @Parameter(
            name = PREFER,
            in = ParameterIn.HEADER,
            description = WAIT_DESCRIPTION,
            schema = @Schema(type = "string"))
    @Parameter(
            name = HttpHeaders.IF_NONE_MATCH,
            in = ParameterIn.HEADER,
            description = "The ETag of an earlier answer; 304 when the job still stands so.",
            schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", description = "The job as it stands.", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "304", description = "It stands as the ETag says.")
    CompletableFuture<ResponseEntity<JobAnswer>> job(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request) {
        UUID job = JobPaths.job(id);
        Query query = new Query(parameters, "wait");
        @Nullable Duration asked = query.duration("wait");
        query.check();
        Optional<Duration> preferred = asked == null ? preferred(request) : Optional.empty();
        Duration wait = asked == null ? preferred.orElse(Duration.ZERO) : capped(asked);
        CompletableFuture<Job> found =
                wait.isZero() ? CompletableFuture.completedFuture(jobs.get(job)) : waits.untilFinal(job, wait);
        return found.thenApply(current -> ResponseEntity.ok()
                .eTag(JobVersion.of(current))
                .cacheControl(CacheControl.noCache())
                .varyBy(PREFER)
                .headers(applied(preferred))
                .body(answers.job(current)));
    }

    @PostMapping("/{id}/cancel")
    @Operation(
            operationId = "cancelJob",
            summary = "Cancel a job",
            description =
                    "Running tasks are asked to stop, and their workers are killed when they have not after a grace "
                            + "period. Cancelling again is harmless.")
    @ApiResponse(
            responseCode = "202",
            description = "The job is cancelled, or about to be.",
            useReturnTypeSchema = true)
    CompletableFuture<ResponseEntity<JobAnswer>> cancel(@PathVariable String id) {
        return jobs.cancel(JobPaths.job(id))
                .thenApply(job -> ResponseEntity.accepted().body(answers.job(job)));
    }

    @DeleteMapping("/{id}")
    @Operation(
            operationId = "deleteJob",
            summary = "Delete a job",
            description = "Only final jobs can be deleted, with their tasks, results and logs.")
    @ApiResponse(responseCode = "204", description = "The job is gone.")
    CompletableFuture<ResponseEntity<Void>> delete(@PathVariable String id) {
        return jobs.delete(JobPaths.job(id))
                .thenApply(gone -> ResponseEntity.noContent().build());
    }

    private Optional<Duration> preferred(HttpServletRequest request) {
        return Preferences.of(request.getHeaders(PREFER)).await().map(this::capped);
    }

    private Duration capped(Duration wait) {
        return wait.compareTo(properties.maxWait()) > 0 ? properties.maxWait() : wait;
    }

    private static HttpHeaders applied(Optional<Duration> wait) {
        HttpHeaders headers = new HttpHeaders();
        wait.ifPresent(time -> headers.set("Preference-Applied", "wait=" + time.toSeconds()));
        return headers;
    }
}
