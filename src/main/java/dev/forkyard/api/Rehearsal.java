package dev.forkyard.api;

import dev.forkyard.api.answer.Answers;
import dev.forkyard.api.body.JsonBody;
import dev.forkyard.api.submission.SubmissionReader;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.service.Jobs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a made-up job from its JSON to its answer, past the check of its params and the store's search, so that the
 * first submission does not wait for the loading of the classes that this needs: about half a second. Accepts nothing
 * and leaves nothing behind. Meant to go on beside the start of the workers, which the server waits for anyway.
 */
final class Rehearsal {

    private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());

    private static final byte[] SUBMISSION =
            "{\"type\":\"rehearsal\",\"params\":{\"values\":[1,\"one\"]},\"name\":\"r\",\"labels\":{\"a\":\"b\"},\"timeout\":\"1s\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private final SubmissionReader reader;
    private final Jobs jobs;
    private final Answers answers;
    private final JsonMapper json;

    /** @param json what answers are written with; it keeps what it learns of their form */
    Rehearsal(SubmissionReader reader, Jobs jobs, Answers answers, JsonMapper json) {
        this.reader = reader;
        this.jobs = jobs;
        this.answers = answers;
        this.json = json;
    }

    /** Rehearses on a thread of its own. */
    void start() {
        Thread thread = new Thread(this::run, "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    /** A server whose rehearsal fails may well serve; what is wrong shows again with the first submission. */
    private void run() {
        try {
            rehearse();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The rehearsal of a submission failed.", e);
        }
    }

    private void rehearse() {
        JobSpec spec = reader.read(JsonBody.read(SUBMISSION)).toSpec();
        jobs.rehearse(spec.params());
        json.writeValueAsBytes(answers.job(finished(spec)));
    }

    private static Job finished(JobSpec spec) {
        Instant end = Instant.EPOCH.plusSeconds(1);
        return new Job(
                new UUID(0, 0),
                spec,
                State.SUCCEEDED,
                Instant.EPOCH,
                Instant.EPOCH,
                end,
                TaskCounts.NONE,
                1,
                Duration.ZERO,
                JobUsage.NONE,
                null,
                new Job.Result(2, "{}", List.of()));
    }
}
