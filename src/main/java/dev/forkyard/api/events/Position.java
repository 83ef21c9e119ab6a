package dev.forkyard.api.events;

import dev.forkyard.job.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a client has been told of a job. Written as the id of each event, it is all that is needed to go on after it, by
 * this server or by the next: the state, the number of the last message, the tasks whose end was told as ranges, and how many
 * characters were told of the logs of tasks that had not ended, such as {@code RUNNING;2;0-4,7;5:120}. For use by one thread.
 *
 * <p>It has {@value #MOST_PARTS} ranges and logs at most, so that it fits into a header; what it leaves out is told again.
 */
final class Position {

    private static final int MOST_PARTS = 100;

    /** More than any job has. */
    private static final int TASKS = 10_000_000;

    private static final Pattern STATE_AND_MESSAGE = Pattern.compile("([A-Z]*);([0-9]{1,9})");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,8})(?:-([0-9]{1,8}))?");
    private static final Pattern LOG = Pattern.compile("([0-9]{1,8}):([0-9]{1,9})");

    private final BitSet ended = new BitSet();
    private final Map<Integer, Integer> logs = new TreeMap<>();
    private @Nullable State state;
    private int message;

    /** That of a client which has been told nothing. */
    Position() {}

    /** That which an event's id says; empty if no event has such an id. */
    static Optional<Position> parse(String id) {
        String[] parts = id.split(";", -1);
        Position position = new Position();
        boolean right = parts.length == 4
                && position.readStateAndMessage(parts[0] + ";" + parts[1])
                && split(parts[2]).stream().allMatch(position::readRange)
                && split(parts[3]).stream().allMatch(position::readLog);
        return right ? Optional.of(position) : Optional.empty();
    }

    private boolean readStateAndMessage(String text) {
        Matcher parts = STATE_AND_MESSAGE.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        state = Arrays.stream(State.values())
                .filter(each -> each.name().equals(parts.group(1)))
                .findFirst()
                .orElse(null);
        message = Integer.parseInt(parts.group(2));
        return parts.group(1).isEmpty() == (state == null);
    }

    private boolean readRange(String text) {
        Matcher parts = RANGE.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        int first = Integer.parseInt(parts.group(1));
        int last = parts.group(2) == null ? first : Integer.parseInt(parts.group(2));
        if (first > last || last >= TASKS) {
            return false;
        }
        ended.set(first, last + 1);
        return true;
    }

    private boolean readLog(String text) {
        Matcher parts = LOG.matcher(text);
        if (parts.matches()) {
            logs.put(Integer.valueOf(parts.group(1)), Integer.valueOf(parts.group(2)));
        }
        return parts.matches();
    }

    private static List<String> split(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(",", -1));
    }

    @Nullable State state() {
        return state;
    }

    void state(State told) {
        state = told;
    }

    /** Number of the last message; 0 if there was none. */
    int message() {
        return message;
    }

    void message(int told) {
        message = told;
    }

    /** How many tasks were told to have ended. */
    int endedCount() {
        return ended.cardinality();
    }

    boolean hasEnded(int task) {
        return ended.get(task);
    }

    void ended(int task) {
        ended.set(task);
        logs.remove(task);
    }

    /** Characters of that task's log. */
    int logged(int task) {
        return logs.getOrDefault(task, 0);
    }

    void logged(int task, int characters) {
        logs.put(task, characters);
    }

    @Override
    public String toString() {
        List<String> ranges = new ArrayList<>();
        for (int first = ended.nextSetBit(0); first >= 0 && ranges.size() < MOST_PARTS; ) {
            int end = ended.nextClearBit(first);
            ranges.add(end - first == 1 ? Integer.toString(first) : first + "-" + (end - 1));
            first = ended.nextSetBit(end);
        }
        List<String> told = logs.entrySet().stream()
                .limit(MOST_PARTS)
                .map(log -> log.getKey() + ":" + log.getValue())
                .toList();
        return (state == null ? "" : state) + ";" + message + ";" + String.join(",", ranges) + ";"
                + String.join(",", told);
    }
}
