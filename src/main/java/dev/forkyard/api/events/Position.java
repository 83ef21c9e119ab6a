package dev.forkyard.api.events;

import dev.forkyard.job.State;
import dev.forkyard.job.store.AttemptLog;
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
 * characters were told of what attempts at tasks that had not ended printed (task, attempt, process, characters), such as
 * {@code RUNNING;2;0-4,7;5.1.4711:120}. For use by one thread.
 *
 * <p>The process is in it since an attempt that a server began and did not live to store has its number given again.
 *
 * <p>It has {@value #MOST_PARTS} ranges and logs at most, so that it fits into a header; what it leaves out is told again.
 */
final class Position {

    private static final int MOST_PARTS = 100;

    /** More than any job has. */
    private static final int TASKS = 10_000_000;

    private static final Pattern STATE_AND_MESSAGE = Pattern.compile("([A-Z]*);([0-9]{1,9})");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,8})(?:-([0-9]{1,8}))?");
    private static final Pattern LOG = Pattern.compile("([0-9]{1,8})\\.([0-9]{1,4})\\.([0-9]{1,10}):([0-9]{1,9})");

    private final BitSet ended = new BitSet();
    private final Map<Integer, Told> logs = new TreeMap<>();
    private @Nullable State state;
    private int message;

    /** How much of a task's log was told: all of earlier attempts, and so much of this one. */
    private record Told(int attempt, long pid, int characters) {}

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
            logs.put(
                    Integer.valueOf(parts.group(1)),
                    new Told(
                            Integer.parseInt(parts.group(2)),
                            Long.parseLong(parts.group(3)),
                            Integer.parseInt(parts.group(4))));
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

    /** What of this was not told, which it is now; empty where all of it was. */
    String untold(AttemptLog log) {
        Told told = logs.get(log.task());
        if (told != null && told.attempt > log.attempt()) {
            return "";
        }
        int from = 0;
        if (told != null && told.attempt == log.attempt() && told.pid == log.pid()) {
            from = Math.min(told.characters, log.text().length());
        }
        logs.put(log.task(), new Told(log.attempt(), log.pid(), log.text().length()));
        return log.text().substring(from);
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
                .map(log -> "%d.%d.%d:%d"
                        .formatted(log.getKey(), log.getValue().attempt, log.getValue().pid, log.getValue().characters))
                .toList();
        return (state == null ? "" : state) + ";" + message + ";" + String.join(",", ranges) + ";"
                + String.join(",", told);
    }
}
