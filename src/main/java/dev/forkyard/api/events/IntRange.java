package dev.forkyard.api.events;

import java.util.ArrayList;
import java.util.List;

/** Consecutive integers from {@code first} to {@code last}. */
record IntRange(int first, int last) {

    /** The fewest ranges that hold these and no others, in ascending order. */
    static List<IntRange> of(List<Integer> numbers) {
        List<IntRange> ranges = new ArrayList<>();
        for (int number : numbers.stream().sorted().distinct().toList()) {
            IntRange before = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (before != null && before.last + 1 == number) {
                ranges.set(ranges.size() - 1, new IntRange(before.first, number));
            } else {
                ranges.add(new IntRange(number, number));
            }
        }
        return ranges;
    }
}
