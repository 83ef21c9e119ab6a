package dev.forkyard.api.submission;

/** The limits and defaults of a submission that no setting changes. */
public final class SubmissionLimits {

    public static final int TYPE_LENGTH = 100;
    public static final int NAME_LENGTH = 200;
    public static final int LABEL_KEY_LENGTH = 63;
    public static final int LABEL_VALUE_LENGTH = 200;
    public static final int DEFAULT_PRIORITY = 5;
    public static final int MAX_PRIORITY = 9;
    public static final int MAX_PARALLELISM = 1024;

    private SubmissionLimits() {}
}
