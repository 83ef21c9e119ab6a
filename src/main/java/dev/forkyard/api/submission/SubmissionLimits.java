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
    /** Levels of arrays and objects within each other. */
    public static final int JSON_DEPTH = 100;
    /** Characters of one number. */
    public static final int JSON_NUMBER_LENGTH = 1000;
    /** Digits before the point of one number, or zeros behind it, were it written without an exponent. */
    public static final int JSON_EXPONENT = 1000;
    /** Characters of one key. */
    public static final int JSON_KEY_LENGTH = 1000;

    private SubmissionLimits() {}
}
