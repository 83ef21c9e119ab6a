package dev.forkyard.api.submission;

import dev.forkyard.api.body.JsonBody;
import dev.forkyard.api.body.JsonFields;
import dev.forkyard.job.service.SharedProperties;
import dev.forkyard.job.shared.SharedContents.Queue;
import dev.forkyard.job.shared.SharedNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes from a submission's fields those that say what its tasks find to share. For one thread. */
final class SharedFields {

    static final List<String> NAMES = List.of("counters", "queues");

    private final JsonFields fields;
    private final SharedProperties limits;

    SharedFields(JsonFields fields, SharedProperties limits) {
        this.fields = fields;
        this.limits = limits;
    }

    Map<String, Long> counters() {
        Map<String, Long> counters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : named("counters", limits.maxCounters(), "of integers")) {
            JsonNode value = each.getValue();
            if (value.isIntegralNumber() && value.canConvertToLong()) {
                counters.put(each.getKey(), value.longValue());
            } else {
                fields.wrong("Must be an integer of at most 64 bits.", "counters", each.getKey());
            }
        }
        return counters;
    }

    List<Queue> queues() {
        List<Queue> queues = new ArrayList<>();
        long length = 0;
        for (Map.Entry<String, JsonNode> each :
                named("queues", limits.maxQueues(), "of arrays, or of objects with items and a capacity")) {
            @Nullable Queue queue = queue(each.getKey(), each.getValue());
            if (queue != null) {
                queues.add(queue);
                length += queue.items().stream()
                        .mapToLong(item -> item.value().length())
                        .sum();
            }
        }
        if (length > limits.maxLength()) {
            fields.wrong(
                    "Must hold at most %d characters of JSON together, not %d.".formatted(limits.maxLength(), length),
                    "queues");
        }
        return queues;
    }

    /** What an object has under names that may be; none where it is no object, or has too many. */
    private Iterable<Map.Entry<String, JsonNode>> named(String field, int most, String what) {
        @Nullable JsonNode node = fields.optional(field);
        if (node == null) {
            return List.of();
        }
        if (!node.isObject()) {
            fields.wrong("Must be an object %s, not %s.".formatted(what, JsonFields.kind(node)), field);
            return List.of();
        }
        if (node.size() > most) {
            fields.wrong("Must name at most %d, not %d.".formatted(most, node.size()), field);
            return List.of();
        }
        List<Map.Entry<String, JsonNode>> named = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            if (SharedNames.isName(each.getKey())) {
                named.add(each);
            } else {
                fields.wrong("The name must be %s.".formatted(SharedNames.RULE), field, each.getKey());
            }
        }
        return named;
    }

    private @Nullable Queue queue(String name, JsonNode node) {
        if (node.isArray()) {
            return filled(name, node, limits.capacity(), "queues", name);
        }
        if (!node.isObject()) {
            fields.wrong(
                    "Must be an array with the first values, or an object with items and a capacity, not %s."
                            .formatted(JsonFields.kind(node)),
                    "queues",
                    name);
            return null;
        }
        for (String field : node.propertyNames()) {
            if (!field.equals("items") && !field.equals("capacity")) {
                fields.wrong("There is no such field; there are: items, capacity.", "queues", name, field);
            }
        }
        int capacity = limits.capacity();
        @Nullable JsonNode asked = node.get("capacity");
        if (asked != null) {
            if (asked.isIntegralNumber()
                    && asked.canConvertToInt()
                    && asked.intValue() >= 1
                    && asked.intValue() <= limits.maxCapacity()) {
                capacity = asked.intValue();
            } else {
                fields.wrong(
                        "Must be an integer from 1 to %d.".formatted(limits.maxCapacity()), "queues", name, "capacity");
                return null;
            }
        }
        @Nullable JsonNode items = node.get("items");
        if (items == null) {
            return new Queue(name, capacity, List.of());
        }
        if (!items.isArray()) {
            fields.wrong("Must be an array, not %s.".formatted(JsonFields.kind(items)), "queues", name, "items");
            return null;
        }
        return filled(name, items, capacity, "queues", name, "items");
    }

    private @Nullable Queue filled(String name, JsonNode items, int capacity, String... path) {
        if (items.size() > capacity) {
            fields.wrong(
                    "Must have at most %d values, the queue's capacity, not %d.".formatted(capacity, items.size()),
                    path);
            return null;
        }
        List<String> values = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            String value = JsonBody.text(items.get(i));
            if (items.get(i).isNull()) {
                fields.wrong("Must be any JSON value but null.", at(path, i));
            } else if (value.length() > limits.maxValueLength()) {
                fields.wrong(
                        "Must have at most %d characters of JSON, not %d."
                                .formatted(limits.maxValueLength(), value.length()),
                        at(path, i));
            }
            values.add(value);
        }
        return Queue.of(name, capacity, values);
    }

    private static String[] at(String[] path, int index) {
        String[] longer = Arrays.copyOf(path, path.length + 1);
        longer[path.length] = Integer.toString(index);
        return longer;
    }
}
