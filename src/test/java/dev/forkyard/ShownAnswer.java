package dev.forkyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer as a page of the documentation shows it, to compare a real one with. */
final class ShownAnswer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What differs from run to run: only its presence and kind are compared. */
    private static final Set<String> VOLATILE = Set.of(
            "id",
            "self",
            "params",
            "result",
            "tasks",
            "events",
            "logs",
            "messages",
            "counters",
            "queues",
            "submittedAt",
            "startedAt",
            "finishedAt",
            "queuedAt",
            "queuedSeconds",
            "wallSeconds",
            "taskWallSeconds",
            "cpuSeconds",
            "gcSeconds",
            "allocatedBytes",
            "speedup",
            "worker",
            "pid",
            "ppid",
            "core",
            "busySeconds",
            "idleSeconds",
            "utilization1m",
            "utilization5m",
            "memory",
            "residentBytes",
            "restarts",
            "tasksRun",
            "directory",
            "sha256",
            "serving",
            "loadedAt");

    private ShownAnswer() {}

    /** In text, an ellipsis stands for anything within its line, and a number after ≈ for any number. */
    static void assertSameText(String shown, String real) {
        String pattern = Arrays.stream(shown.split("(?<=…|≈[0-9.]{1,20}(?![0-9.]))|(?=…|≈)"))
                .map(ShownAnswer::pattern)
                .collect(Collectors.joining());
        assertThat(real).matches(Pattern.compile(pattern));
    }

    private static String pattern(String piece) {
        if (piece.equals("…")) {
            return "[^\n]*";
        }
        return piece.startsWith("≈") ? "[0-9.]+" : Pattern.quote(piece);
    }

    /** A string that ends with an ellipsis stands for all that begin so. */
    static void assertSameJson(String shown, String real) {
        assertSame("", "", JSON.readTree(shown), JSON.readTree(real));
    }

    private static void assertSame(String pointer, String key, JsonNode shown, JsonNode real) {
        assertThat(real.getNodeType()).as("kind of %s", pointer).isEqualTo(shown.getNodeType());
        if (shown.isObject()) {
            assertThat(real.propertyNames())
                    .as("fields of %s", pointer)
                    .containsExactlyElementsOf(shown.propertyNames());
            for (String name : shown.propertyNames()) {
                assertSame(pointer + "/" + name, name, shown.get(name), real.get(name));
            }
        } else if (VOLATILE.contains(key) && !shown.isArray()) {
            return;
        } else if (shown.isArray()) {
            boolean cores = key.equals("cores");
            assertThat(real.size()).as("length of %s", pointer).satisfies(size -> {
                if (!cores) {
                    assertThat(size).isEqualTo(shown.size());
                }
            });
            for (int i = 0; i < Math.min(shown.size(), real.size()); i++) {
                assertSame(pointer + "/" + i, cores ? "core" : key, shown.get(i), real.get(i));
            }
        } else if (shown.isString() && shown.asString().endsWith("…")) {
            String prefix = shown.asString().substring(0, shown.asString().length() - 1);
            assertThat(real.asString()).as(pointer).startsWith(prefix);
        } else if (!pointer.startsWith("/timing/cores")) {
            assertThat(real).as(pointer).isEqualTo(shown);
        }
    }
}
