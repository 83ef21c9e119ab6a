package dev.forkyard.api;

import dev.forkyard.api.answer.PluginsAnswer;
import dev.forkyard.pool.WorkerPool;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What plug-ins there are. */
@RestController
@RequestMapping(path = "/api/v1/plugins", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Job types")
final class PluginsController {

    private final WorkerPool pool;

    PluginsController(WorkerPool pool) {
        this.pool = pool;
    }

    @GetMapping
    @Operation(
            operationId = "listPlugins",
            summary = "List the plug-ins",
            description = "A JAR that is put into the plug-in directory is tried in a JVM of its own, and serves new "
                    + "jobs a few seconds later. Jobs that were submitted before go on with what they began with.")
    PluginsAnswer plugins() {
        return PluginsAnswer.of(pool.plugins());
    }
}
