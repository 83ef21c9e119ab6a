package dev.forkyard.api.body;

/** What any JSON in a body must keep to, whatever it says; no setting changes it. */
public final class JsonLimits {

    /** Levels of arrays and objects within each other. */
    public static final int DEPTH = 100;

    /** Characters of one number. */
    public static final int NUMBER_LENGTH = 100_000;

    /** Digits before the point of one number that is written with a point or an exponent, or zeros behind it, were it written without the latter. */
    public static final int EXPONENT = 1000;

    /** Characters of one key. */
    public static final int KEY_LENGTH = 1000;

    private JsonLimits() {}
}
