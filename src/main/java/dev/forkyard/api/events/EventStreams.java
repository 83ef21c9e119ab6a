package dev.forkyard.api.events;

import dev.forkyard.api.answer.Answers;
import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.job.Job;
import dev.forkyard.job.service.JobException;
import dev.forkyard.job.service.Jobs;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Streams the events of jobs to clients, each on a thread of its own, so that one that reads slowly holds up itself alone.
 * It stops before the web server does, and ends all streams then: clients come back to the next server. Safe for use by any
 * thread.
 */
public final class EventStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    private static final Duration TICK = Duration.ofMillis(200);

    /** Looking takes at most a tenth of the time. */
    private static final int REST = 9;

    /** How long nothing is sent before a comment is, which shows whether the client is still there. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private static final int RETRY_MILLIS = 1_000;
    private static final Duration FULL_RETRY = Duration.ofSeconds(5);

    private final Jobs jobs;
    private final Answers answers;
    private final JsonMapper json;
    private final int most;
    private volatile @Nullable ThreadPoolExecutor threads;

    /** @param most streams at once */
    public EventStreams(Jobs jobs, Answers answers, JsonMapper json, int most) {
        this.jobs = jobs;
        this.answers = answers;
        this.json = json;
        this.most = most;
    }

    /**
     * Begins to tell a job's events.
     *
     * @param lastEventId the id of the last event that the client knows; null: it knows none
     * @return empty if it knows all that there will ever be
     * @throws JobException.NotFound if there is no such job
     * @throws ProblemException if no event has such an id, or there are as many streams as may be
     */
    public Optional<ResponseBodyEmitter> open(UUID id, @Nullable String lastEventId) {
        Position position = lastEventId == null || lastEventId.isEmpty()
                ? new Position()
                : Position.parse(lastEventId)
                        .orElseThrow(() -> new ProblemException(
                                ProblemCode.MALFORMED_REQUEST,
                                "The header Last-Event-ID must be the id of an event of this job, or absent."));
        CompletableFuture<Job> end = jobs.whenFinal(id);
        if (position.state() != null && position.state().isFinal()) {
            return Optional.empty();
        }
        ResponseBodyEmitter emitter = new ResponseBodyEmitter(0L);
        EventWriter writer = new EventWriter(emitter, json);
        Follower follower = new Follower(jobs, answers, id, position, writer);
        try {
            ThreadPoolExecutor executor = threads;
            if (executor == null) {
                throw new RejectedExecutionException("the server stops");
            }
            executor.execute(() -> follow(follower, writer, emitter, end));
        } catch (RejectedExecutionException e) {
            end.cancel(false);
            throw new ProblemException(
                            ProblemCode.SERVICE_UNAVAILABLE,
                            "%d clients follow jobs already, which is the limit; ask for the job with ?wait= instead."
                                    .formatted(most))
                    .retryAfter(FULL_RETRY);
        }
        return Optional.of(emitter);
    }

    private static void follow(
            Follower follower, EventWriter writer, ResponseBodyEmitter emitter, CompletableFuture<Job> end) {
        try {
            writer.retry(RETRY_MILLIS);
            long sent = System.nanoTime();
            boolean over = false;
            while (!over) {
                long start = System.nanoTime();
                over = follower.tell();
                if (System.nanoTime() - sent > QUIET.toNanos()) {
                    writer.comment();
                }
                if (writer.flush()) {
                    sent = System.nanoTime();
                }
                if (!over) {
                    await(end, Math.max(TICK.toNanos(), REST * (System.nanoTime() - start)));
                }
            }
            emitter.complete();
        } catch (IOException e) {
            LOG.debug("A client has left the events of a job", e);
        } catch (InterruptedException | JobException.NotFound e) {
            // The server stops, or the job was deleted: there is no more to tell here.
            emitter.complete();
        } catch (RuntimeException e) {
            LOG.warn("The events of a job end early; its client may come back for the rest", e);
            emitter.complete();
        } finally {
            end.cancel(false);
        }
    }

    /** Waits until the job is final, or for so long. */
    private static void await(CompletableFuture<Job> end, long nanos) throws InterruptedException {
        try {
            if (end.isDone()) {
                TimeUnit.NANOSECONDS.sleep(nanos);
            } else {
                Job unused = end.get(nanos, TimeUnit.NANOSECONDS);
            }
        } catch (TimeoutException | ExecutionException e) {
            LOG.trace("The next look tells", e);
        }
    }

    /** How many clients follow a job now. */
    public int count() {
        ThreadPoolExecutor executor = threads;
        return executor == null ? 0 : executor.getActiveCount();
    }

    @Override
    public void start() {
        var factory = new CustomizableThreadFactory("job-events-");
        factory.setDaemon(true);
        threads = new ThreadPoolExecutor(0, most, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    @Override
    public void stop() {
        ThreadPoolExecutor executor = threads;
        threads = null;
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }
}
