package dev.forkyard.api.submission;

import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.job.service.JobsProperties;
import dev.forkyard.job.service.SharedProperties;
import tools.jackson.databind.JsonNode;

/** Makes submissions of JSON, with what they leave out filled in. Safe for use by any thread. */
public final class SubmissionReader {

    private final JobsProperties settings;
    private final SharedProperties shared;

    /**
     * @param settings what holds for a job that does not say, and what it may ask for at most
     * @param shared the same of what its tasks share
     */
    public SubmissionReader(JobsProperties settings, SharedProperties shared) {
        this.settings = settings;
        this.shared = shared;
    }

    /**
     * The submission that the JSON is.
     *
     * @throws ProblemException when it is none; with everything that is wrong
     */
    public Submission read(JsonNode body) {
        return new SubmissionFields(body, settings, shared).submission();
    }
}
