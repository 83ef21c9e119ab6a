package dev.forkyard.api;

import dev.forkyard.api.answer.Answers;
import dev.forkyard.api.body.JsonBody;
import dev.forkyard.api.submission.Submission;
import dev.forkyard.api.submission.SubmissionReader;
import dev.forkyard.job.Job;
import dev.forkyard.job.service.Jobs;
import dev.forkyard.job.service.RehearsalStage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has the server go through jobs that are none, so that no submission waits for what this takes. Beside the start of the
 * workers it takes one from its JSON to its answer, for which most classes are loaded: about half a second. When the server
 * is ready, it submits more by HTTP, as a client would, until the JVM has compiled what they run: interpreted, a job's way
 * through the server takes several times what a short job's tasks do. It waits while there are jobs, and leaves nothing
 * behind. One thread, the rehearsal's own, does all of it.
 */
final class Rehearsal implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());

    /** After so many, what is left to compile is little. */
    private static final int ROUNDS = 500;

    /** Between two rounds, so that they take part of a core's time only. */
    private static final Duration BREATH = Duration.ofMillis(2);

    /** While there are jobs. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** A server that is busy for so long has its code compiled by its jobs. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final int ANSWER_MILLIS = 10_000;

    private static final byte[] SUBMISSION =
            "{\"type\":\"rehearsal\",\"params\":{\"list\":[1,2,3],\"word\":\"a\"}}".getBytes(StandardCharsets.UTF_8);

    private final RehearsalMapping mapping;
    private final RehearsalStage.Opener stages;
    private final Jobs jobs;
    private final Texts texts;
    private final ApiProperties properties;
    private final CompletableFuture<URI> server = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "rehearsal");
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What turns submissions into jobs and these into answers; it keeps what it learns of their form. */
    record Texts(SubmissionReader reader, Answers answers, JsonMapper json) {}

    /** @param jobs those that a rehearsal gives way to */
    Rehearsal(
            RehearsalMapping mapping, RehearsalStage.Opener stages, Jobs jobs, Texts texts, ApiProperties properties) {
        this.mapping = mapping;
        this.stages = stages;
        this.jobs = jobs;
        this.texts = texts;
        this.properties = properties;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** @param url where this server answers */
    void serverIsReady(URI url) {
        server.complete(url);
    }

    /** Ends the rehearsal if it is still going on, and waits until it has left nothing behind. */
    @Override
    public void close() {
        closed.countDown();
        server.cancel(false);
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A server whose rehearsal fails may well serve. */
    private void run() {
        try (RehearsalStage stage = stages.open();
                JobWaits waits = new JobWaits(stage.jobs())) {
            waits.start();
            rehearse(stage.jobs());
            mapping.leadTo(new JobsController(stage.jobs(), waits, texts.answers, properties));
            try {
                rehearse(server.get());
            } finally {
                mapping.leadNowhere();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CancellationException e) {
            LOG.log(System.Logger.Level.DEBUG, "The server ends before it has rehearsed.");
        } catch (IOException | RuntimeException | ExecutionException | LinkageError e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The rehearsal of jobs failed; the first may be slow. {0}",
                    e.toString());
        }
    }

    private void rehearse(Jobs staged) throws InterruptedException, ExecutionException {
        Submission submission = texts.reader.read(JsonBody.read(SUBMISSION));
        Job accepted = staged.submit(
                        submission.type(), submission.params(), submission.toContents(), submission::toSpec)
                .get();
        texts.json.writeValueAsBytes(
                texts.answers.job(staged.whenFinal(accepted.id()).get()));
    }

    private void rehearse(URI url) throws IOException, InterruptedException {
        URL path = URI.create(url + mapping.path()).toURL();
        long end = System.nanoTime() + LONGEST.toNanos();
        int round = 0;
        while (round < ROUNDS && System.nanoTime() < end) {
            Duration pause = jobs.underWay() > 0 ? PAUSE : BREATH;
            if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            if (jobs.underWay() == 0) {
                submit(path);
                round++;
            }
        }
        LOG.log(System.Logger.Level.INFO, "What a job takes of the server has been rehearsed {0} times.", round);
    }

    private static void submit(URL url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(ANSWER_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Prefer", "wait=1");
        connection.setDoOutput(true);
        try (OutputStream body = connection.getOutputStream()) {
            body.write(SUBMISSION);
        }
        try (InputStream answer = connection.getInputStream()) {
            answer.transferTo(OutputStream.nullOutputStream());
        }
    }
}
