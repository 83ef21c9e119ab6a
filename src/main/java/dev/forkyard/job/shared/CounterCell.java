package dev.forkyard.job.shared;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A counter, its lock, and who waits for that. Guarded by the lock of the {@link SharedState}. */
final class CounterCell {

    final String name;
    final Deque<Wait> waits = new ArrayDeque<>();
    long value;

    /** The call that has the lock. */
    @Nullable Wait holder;

    CounterCell(String name, long value) {
        this.name = name;
        this.value = value;
    }
}
