package dev.forkyard.api;

import dev.forkyard.api.answer.CoreAnswer;
import dev.forkyard.api.answer.ListOf;
import dev.forkyard.api.answer.PoolAnswer;
import dev.forkyard.api.answer.PoolAnswers;
import dev.forkyard.api.answer.WorkerAnswer;
import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.pool.WorkerPool;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
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
        return pool.worker(id)
                .map(PoolAnswers::worker)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.WORKER_NOT_FOUND, "There is no such worker; /api/v1/workers lists them."));
    }

    @GetMapping("/pool")
    @Operation(operationId = "getPool", summary = "Look at the pool")
    PoolAnswer pool() {
        return PoolAnswers.pool(pool.status());
    }

    @GetMapping("/cores")
    @Operation(operationId = "listCores", summary = "Tell what every core did")
    ListOf<CoreAnswer> cores() {
        return ListOf.all(pool.cores().stream().map(PoolAnswers::core).toList());
    }
}
