package dev.forkyard.api;

import dev.forkyard.api.events.EventStreams;
import dev.forkyard.job.service.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** Tells what happens to a job as it happens. */
@RestController
@Tag(name = "Jobs")
final class EventsController {

    private final Jobs jobs;
    private final EventStreams streams;

    EventsController(Jobs jobs, EventStreams streams) {
        this.jobs = jobs;
        this.streams = streams;
    }

    @GetMapping(path = "/api/v1/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "followJob",
            summary = "Follow a job by server-sent events",
            description =
                    "Events named state (the job's, with its failure), progress (as in the job), task (as in the list of "
                            + "tasks, when it begins and when it has ended), log (what a task has printed since) and "
                            + "message (as in the list of messages); their data is JSON. First come those that happened "
                            + "before; the stream ends after the job's final state. Who comes back with the id of the "
                            + "last event he knows is told what he missed, and again what runs and how far the job is.")
    @Parameter(
            name = "Last-Event-ID",
            in = ParameterIn.HEADER,
            description = "The id of the last event that the client knows; browsers send it by themselves.",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "The events.",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "204",
            description = "The client knows the final state already; there is nothing to come back for.",
            content = @Content)
    ResponseEntity<ResponseBodyEmitter> events(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpMethod method) {
        UUID job = JobPaths.job(id);
        if (method.equals(HttpMethod.HEAD)) {
            jobs.withoutResult(job);
            return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).build();
        }
        return streams.open(job, lastEventId)
                .map(emitter -> ResponseEntity.ok()
                        .contentType(MediaType.TEXT_EVENT_STREAM)
                        .cacheControl(CacheControl.noStore())
                        .body(emitter))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }
}
