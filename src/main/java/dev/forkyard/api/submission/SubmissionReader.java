package dev.forkyard.api.submission;

import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.job.service.JobsProperties;
import tools.jackson.databind.JsonNode;

/** Makes submissions of JSON, with what they leave out filled in. Safe for use by any thread. */
public final class SubmissionReader {

    private final JobsProperties settings;

    /** @param settings what holds for a job that does not say, and what it may ask for at most */
    public SubmissionReader(JobsProperties settings) {
        this.settings = settings;
    }

    /**
     * The submission that the JSON is.
     *
     * @throws ProblemException when it is none; with everything that is wrong
     */
    public Submission read(JsonNode body) {
        return new SubmissionFields(body, settings).submission();
    }
}
