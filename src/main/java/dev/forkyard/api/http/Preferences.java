package dev.forkyard.api.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the Prefer headers of one request ask for (RFC 7240). Preferences are wishes: one that is unknown or malformed
 * is as good as absent, and of one given twice the first counts.
 */
public final class Preferences {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    private final Map<String, String> values = new LinkedHashMap<>();

    private Preferences() {}

    /**
     * Reads the preferences of one request.
     *
     * @param headers the values of all Prefer headers, in their order
     */
    public static Preferences of(Enumeration<String> headers) {
        Preferences preferences = new Preferences();
        while (headers.hasMoreElements()) {
            for (String preference : split(headers.nextElement(), ',')) {
                preferences.add(split(preference, ';').get(0));
            }
        }
        return preferences;
    }

    /** How long the client would have the server wait for the work to end, in whole seconds. */
    public Optional<Duration> await() {
        return Optional.ofNullable(values.get("wait"))
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private void add(String preference) {
        int equals = preference.indexOf('=');
        String name = equals < 0 ? preference : preference.substring(0, equals);
        String value = equals < 0 ? "" : preference.substring(equals + 1);
        values.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), unquote(value.strip()));
    }

    private static String unquote(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** Splits at the separators that are not within a quoted string; always gives at least one part. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
