package dev.forkyard.job.shared;

import java.util.regex.Pattern;

/** How counters and queues may be named. */
public final class SharedNames {

    /** What a name is, as the end of a sentence. */
    public static final String RULE = "1 to 63 letters, digits, dots, hyphens and underscores, a letter or digit first";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private SharedNames() {}

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
