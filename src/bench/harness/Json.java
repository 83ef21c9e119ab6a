package harness;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds single fields in the service's JSON, which it writes without spaces; the first of a name counts. */
final class Json {

    private Json() {}

    static String text(String json, String name) {
        return find(json, name, "\"((?:[^\"\\\\]|\\\\.)*)\"")
                .orElseThrow(() -> new IllegalStateException("no " + name + " in " + json));
    }

    static double number(String json, String name) {
        return numberIn(json, name).orElseThrow(() -> new IllegalStateException("no " + name + " in " + json));
    }

    static OptionalDouble numberIn(String json, String name) {
        return find(json, name, "([0-9.E+-]+)")
                .map(Double::valueOf)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /** Why a problem document says that a submission is wrong. */
    static String refusal(String problem) {
        return find(problem, "message", "\"([^\"]*)\"")
                .or(() -> find(problem, "detail", "\"([^\"]*)\""))
                .orElse(problem);
    }

    /** Why a job failed. */
    static String failure(String job) {
        int from = job.indexOf("\"failure\":");
        return from < 0
                ? ""
                : find(job.substring(from), "message", "\"([^\"]*)\"").orElse(job.substring(from));
    }

    private static Optional<String> find(String json, String name, String value) {
        Matcher matcher = Pattern.compile("\"" + name + "\":" + value).matcher(json);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
