package dev.forkyard.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list that is kept as the JSON text it came as, for lists so long that to make an object of each item only to write it
 * again costs more than what is done with them: a split cuts the text, a combination joins texts, and only the tasks read
 * the items of their own part. To be used in the types of a {@link JobType} wherever a {@link List} may stand.
 *
 * <p>Immutable. The text is trusted to be a JSON array, as it is what the service has checked or made.
 *
 * @param <T> the items
 */
public final class JsonList<T extends @Nullable Object> {

    /** Absent where the list was made of values. */
    private final @Nullable String text;

    private final @Nullable List<T> values;
    private final Function<String, List<T>> reader;

    private JsonList(@Nullable String text, @Nullable List<T> values, Function<String, List<T>> reader) {
        this.text = text;
        this.values = values;
        this.reader = reader;
    }

    /**
     * A list of values, which may be null; it becomes text when it leaves the worker.
     *
     * @param values not changed afterwards
     */
    public static <T extends @Nullable Object> JsonList<T> of(List<T> values) {
        return new JsonList<>(null, Collections.unmodifiableList(values), text -> List.of());
    }

    /**
     * A list that is there as text; what the worker makes of what it is sent.
     *
     * @param reader reads the items of such a text
     */
    public static <T extends @Nullable Object> JsonList<T> ofText(String text, Function<String, List<T>> reader) {
        return new JsonList<>(text, null, reader);
    }

    /** The JSON array; absent where the list was made of values. */
    public @Nullable String text() {
        return text;
    }

    /** The items, read anew each time. */
    public List<T> values() {
        if (values != null) {
            return values;
        }
        return text == null ? List.of() : reader.apply(text);
    }

    /** How many items there are; counted anew each time. */
    public int size() {
        if (text == null) {
            return values().size();
        }
        int size = 0;
        JsonItems items = new JsonItems(text);
        while (items.next()) {
            size++;
        }
        return size;
    }

    /**
     * Consecutive parts, all but the last of one size.
     *
     * @param length items of a part
     * @throws IllegalArgumentException if that is less than 1
     */
    public List<JsonList<T>> cut(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("a part has at least 1 item, not " + length);
        }
        List<JsonList<T>> parts = new ArrayList<>();
        if (text == null) {
            List<T> all = values();
            for (long first = 0; first < all.size(); first += length) {
                parts.add(of(all.subList((int) first, (int) Math.min(all.size(), first + length))));
            }
            return parts;
        }
        JsonItems items = new JsonItems(text);
        boolean more = items.next();
        while (more) {
            int begin = items.begin();
            int end = items.end();
            int taken = 1;
            more = items.next();
            while (more && taken < length) {
                end = items.end();
                taken++;
                more = items.next();
            }
            parts.add(new JsonList<>("[" + text.substring(begin, end) + "]", null, reader));
        }
        return parts;
    }

    /** The items of all lists, one list's after the other's. */
    public static <T extends @Nullable Object> JsonList<T> join(List<JsonList<T>> lists) {
        if (lists.stream().anyMatch(list -> list.text == null)) {
            List<T> all = new ArrayList<>();
            lists.forEach(list -> all.addAll(list.values()));
            return of(all);
        }
        int length = 2;
        for (JsonList<T> each : lists) {
            length += each.text == null ? 0 : each.text.length();
        }
        StringBuilder joined = new StringBuilder(length).append('[');
        for (JsonList<T> each : lists) {
            JsonItems items = new JsonItems(each.text == null ? "[]" : each.text);
            if (items.next()) {
                joined.append(joined.length() > 1 ? "," : "");
                joined.append(each.text, items.begin(), items.lastEnd());
            }
        }
        return new JsonList<>(
                joined.append(']').toString(), null, lists.isEmpty() ? text -> List.of() : lists.get(0).reader);
    }
}
