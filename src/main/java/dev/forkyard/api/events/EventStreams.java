package dev.forkyard.api.events;

import dev.forkyard.api.answer.Answers;
import dev.forkyard.api.events.Follower.Rest;
import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.job.Job;
import dev.forkyard.job.State;
import dev.forkyard.job.service.JobException;
import dev.forkyard.job.service.JobParts;
import dev.forkyard.job.service.Jobs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
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
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    /** Time between two looks: at least so long, and as long as lets looking take a tenth of it, but never so very long. */
    private static final Duration TICK = Duration.ofMillis(200);

    private static final int RESTS = 9;
    private static final Duration LONGEST_TICK = Duration.ofSeconds(2);

    /** Looks at once, so that those who follow leave connections of the database to others. */
    private static final int LOOKS = 3;

    /** How long nothing is sent before a comment is, which shows whether the client is still there. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final int RETRY_MILLIS = 1_000;
    private static final Duration FULL_RETRY = Duration.ofSeconds(5);

    private final Jobs jobs;
    private final JobParts parts;
    private final Answers answers;
    private final JsonMapper json;
    private final int most;
    private final Semaphore room;
    private final Semaphore looks = new Semaphore(LOOKS);
    private volatile @Nullable ExecutorService threads;

    /** @param most streams at once */
    public EventStreams(Jobs jobs, JobParts parts, Answers answers, JsonMapper json, int most) {
        this.jobs = jobs;
        this.parts = parts;
        this.answers = answers;
        this.json = json;
        this.most = most;
        this.room = new Semaphore(most);
    }

    /**
     * Begins to tell a job's events.
     *
     * @param lastEventId the id of the last event that the client knows; null or empty: it knows none
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
                                "The header Last-Event-ID must be the id of an event, or absent."));
        State state = jobs.withoutResult(id).state();
        if (state.isFinal() && state == position.state()) {
            return Optional.empty();
        }
        ExecutorService executor = threads;
        if (executor == null || !room.tryAcquire()) {
            throw refusal(executor == null ? "The service stops." : most + " clients follow jobs already.");
        }
        ResponseBodyEmitter emitter = new ResponseBodyEmitter(0L);
        try {
            executor.execute(() -> follow(id, position, emitter));
        } catch (RejectedExecutionException e) {
            room.release();
            throw refusal("The service stops.");
        }
        return Optional.of(emitter);
    }

    private static ProblemException refusal(String reason) {
        return new ProblemException(
                        ProblemCode.SERVICE_UNAVAILABLE,
                        "The events cannot be followed now; the job can be asked for, with ?wait= if need be. "
                                + reason)
                .retryAfter(FULL_RETRY);
    }

    private void follow(UUID id, Position position, ResponseBodyEmitter emitter) {
        try {
            stream(id, position, emitter);
        } catch (IOException e) {
            LOG.debug("A client has left the events of job {}", id, e);
        } catch (InterruptedException e) {
            LOG.debug("The events of job {} go on at the next server", id, e);
        } catch (JobException.NotFound e) {
            LOG.debug("The job {} was deleted while it was followed", id, e);
        } catch (RuntimeException e) {
            LOG.warn("The events of job {} end early; its client may come back for the rest", id, e);
        } finally {
            room.release();
            emitter.complete();
        }
    }

    private void stream(UUID id, Position position, ResponseBodyEmitter emitter)
            throws IOException, InterruptedException {
        EventWriter writer = new EventWriter(json);
        Follower follower = new Follower(jobs, parts, answers, id, position, writer);
        CompletableFuture<Job> end = jobs.whenFinal(id);
        try {
            writer.retry(RETRY_MILLIS);
            long sent = System.nanoTime();
            Rest rest = Rest.MORE;
            while (rest != Rest.NOTHING) {
                looks.acquire();
                long start = System.nanoTime();
                try {
                    rest = follower.look();
                } finally {
                    looks.release();
                }
                long taken = System.nanoTime() - start;
                if (System.nanoTime() - sent > QUIET.toNanos()) {
                    writer.comment();
                }
                if (writer.length() > 0) {
                    emitter.send(writer.take(), TEXT);
                    sent = System.nanoTime();
                }
                if (rest == Rest.NOTHING_YET) {
                    await(end, taken);
                }
            }
        } finally {
            end.cancel(false);
        }
    }

    /** Waits until the job is final, or until it is time to look again. */
    private static void await(CompletableFuture<Job> end, long taken) throws InterruptedException {
        long nanos = Math.min(LONGEST_TICK.toNanos(), Math.max(TICK.toNanos(), RESTS * taken));
        try {
            Job unused = end.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.trace("It goes on", e);
        } catch (ExecutionException e) {
            LOG.debug("Whether the job is final shows when it is looked at", e);
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }

    /** How many clients follow a job now. */
    public int count() {
        return most - room.availablePermits();
    }

    @Override
    public void start() {
        var factory = new CustomizableThreadFactory("job-events-");
        factory.setDaemon(true);
        threads = Executors.newCachedThreadPool(factory);
    }

    @Override
    public void stop() {
        ExecutorService executor = threads;
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
