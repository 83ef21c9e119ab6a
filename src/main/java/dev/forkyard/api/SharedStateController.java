package dev.forkyard.api;

import dev.forkyard.api.answer.CounterAnswer;
import dev.forkyard.api.answer.ListOf;
import dev.forkyard.api.answer.MessageAnswer;
import dev.forkyard.api.answer.QueueAnswer;
import dev.forkyard.api.answer.SharedAnswers;
import dev.forkyard.api.http.Query;
import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.job.service.JobParts;
import dev.forkyard.job.shared.SharedView.CounterView;
import dev.forkyard.job.shared.SharedView.QueueView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the tasks of one job share, and what they told: while it runs, and as they left it. */
@RestController
@RequestMapping(path = "/api/v1/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Jobs")
final class SharedStateController {

    private static final String LIMIT =
            "Most to list; /api/v1/limits tells the most, and how many there are without it.";

    private static final String AS_IT_IS =
            "As it is now: while the job runs, a crash of the server may take back what was shown last.";

    private final JobParts parts;
    private final ApiProperties properties;

    SharedStateController(JobParts parts, ApiProperties properties) {
        this.parts = parts;
        this.properties = properties;
    }

    @GetMapping("/counters")
    @Operation(
            operationId = "listCounters",
            summary = "List the counters that the tasks of a job share",
            description = AS_IT_IS)
    ListOf<CounterAnswer> counters(@PathVariable String id) {
        return ListOf.all(parts.shared(JobPaths.job(id), 0).counters().stream()
                .map(SharedAnswers::counter)
                .toList());
    }

    @GetMapping("/counters/{name}")
    @Operation(operationId = "getCounter", summary = "Look at one counter", description = AS_IT_IS)
    CounterAnswer counter(@PathVariable String id, @PathVariable String name) {
        UUID job = JobPaths.job(id);
        List<CounterView> counters = parts.shared(job, 0).counters();
        return counters.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(SharedAnswers::counter)
                .orElseThrow(() -> missing(
                        ProblemCode.COUNTER_NOT_FOUND,
                        job,
                        "counter",
                        counters.stream().map(CounterView::name).toList()));
    }

    @GetMapping("/queues")
    @Operation(
            operationId = "listQueues",
            summary = "List the queues that the tasks of a job share",
            description = AS_IT_IS)
    ListOf<QueueAnswer> queues(@PathVariable String id) {
        return ListOf.all(parts.shared(JobPaths.job(id), 0).queues().stream()
                .map(SharedAnswers::queue)
                .toList());
    }

    @GetMapping("/queues/{name}")
    @Operation(
            operationId = "getQueue",
            summary = "Look at one queue and what it holds",
            description = "Nothing is taken from it. " + AS_IT_IS)
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = LIMIT,
            schema = @Schema(type = "integer", minimum = "1"))
    QueueAnswer queue(
            @PathVariable String id,
            @PathVariable String name,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        UUID job = JobPaths.job(id);
        Query query = new Query(parameters, "limit");
        int limit = limit(query);
        query.check();
        List<QueueView> queues = parts.shared(job, limit).queues();
        return queues.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(SharedAnswers::queueWithItems)
                .orElseThrow(() -> missing(
                        ProblemCode.QUEUE_NOT_FOUND,
                        job,
                        "queue",
                        queues.stream().map(QueueView::name).toList()));
    }

    @GetMapping("/messages")
    @Operation(
            operationId = "listMessages",
            summary = "Read what the tasks of a job told",
            description =
                    "In the order in which they told it. Who gives the last number as the parameter after goes on "
                            + "where he was.")
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "Only messages with a number above this one.",
            schema = @Schema(type = "integer", minimum = "0"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = LIMIT,
            schema = @Schema(type = "integer", minimum = "1"))
    ListOf<MessageAnswer> messages(
            @PathVariable String id, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        UUID job = JobPaths.job(id);
        Query query = new Query(parameters, "after", "limit");
        int after = query.integer("after", 0, Integer.MAX_VALUE).orElse(0);
        int limit = limit(query);
        query.check();
        return ListOf.all(parts.messages(job, after, limit).stream()
                .map(SharedAnswers::message)
                .toList());
    }

    private int limit(Query query) {
        return query.integer("limit", 1, properties.maxListLimit()).orElse(properties.defaultListLimit());
    }

    private static ProblemException missing(ProblemCode code, UUID job, String what, List<String> there) {
        return new ProblemException(
                code,
                "The job %s has no such %s; it has %s."
                        .formatted(job, what, there.isEmpty() ? "none" : String.join(", ", there)));
    }
}
