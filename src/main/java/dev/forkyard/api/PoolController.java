package dev.forkyard.api;

import dev.forkyard.api.answer.CoreAnswer;
import dev.forkyard.api.answer.ListOf;
import dev.forkyard.api.answer.PoolAnswer;
import dev.forkyard.api.answer.PoolAnswers;
import dev.forkyard.api.answer.WorkerAnswer;
import dev.forkyard.api.http.Query;
import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.pool.WorkerPool;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pool, its workers, and what every core did. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Pool")
final class PoolController {

    private final WorkerPool pool;

    PoolController(WorkerPool pool) {
        this.pool = pool;
    }

    @GetMapping("/workers")
    @Operation(operationId = "listWorkers", summary = "List the workers")
    ListOf<WorkerAnswer> workers() {
        return ListOf.all(pool.workers().stream().map(PoolAnswers::worker).toList());
    }

    @GetMapping("/workers/{id}")
    @Operation(operationId = "getWorker", summary = "Look at one worker")
    WorkerAnswer worker(@Parameter(example = "worker-1") @PathVariable String id) {
        return pool.worker(id).map(PoolAnswers::worker).orElseThrow(PoolController::unknownWorker);
    }

    @PostMapping("/workers/{id}/restart")
    @Operation(
            operationId = "restartWorker",
            summary = "Give a worker a new JVM",
            description = "The new JVM is started before the old one leaves, which it does once it is free.")
    @Parameter(
            name = "force",
            in = ParameterIn.QUERY,
            description = "Whether the JVM is killed at once. What it runs is lost then (SERVER_LOST) and tried again; "
                    + "that does not count as one of a task's attempts.",
            schema = @Schema(type = "boolean", defaultValue = "false"))
    @ApiResponse(responseCode = "202", description = "The worker is being restarted.", useReturnTypeSchema = true)
    ResponseEntity<WorkerAnswer> restart(
            @Parameter(example = "worker-1") @PathVariable String id,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        Query query = new Query(parameters, "force");
        boolean force = query.flag("force");
        query.check();
        return pool.restart(id, force)
                .map(worker -> ResponseEntity.accepted().body(PoolAnswers.worker(worker)))
                .orElseThrow(PoolController::unknownWorker);
    }

    @GetMapping("/pool")
    @Operation(operationId = "getPool", summary = "Look at the pool")
    PoolAnswer pool() {
        return PoolAnswers.pool(pool.status());
    }

    @PutMapping(path = "/pool", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "resizePool",
            summary = "Give the pool another size",
            description =
                    "Nothing that runs is lost: new workers start at once, and those that are too many leave once "
                            + "they are free. The size holds until the service is stopped.")
    PoolAnswer resize(@RequestBody PoolSize wanted) {
        return PoolAnswers.pool(pool.resize(wanted.size()));
    }

    @GetMapping("/cores")
    @Operation(operationId = "listCores", summary = "Tell what every core did")
    ListOf<CoreAnswer> cores() {
        return ListOf.all(pool.cores().stream().map(PoolAnswers::core).toList());
    }

    private static ProblemException unknownWorker() {
        return new ProblemException(
                ProblemCode.WORKER_NOT_FOUND, "There is no such worker; /api/v1/workers lists them.");
    }
}
