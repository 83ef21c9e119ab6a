package dev.forkyard.job.shared;

import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** Counts what waits. Guarded by the lock of the {@link SharedState}, but for {@link #callers()}. */
@SuppressWarnings("NonAtomicVolatileUpdate") // That lock guards all updates.
final class Waits {

    /** Each attempt has one thread that waits, as a rule. */
    private static final int MOST = 10_000;

    private int count;
    private volatile int callers;

    /** How many attempts do nothing but wait. */
    int callers() {
        return callers;
    }

    /** Has a call wait, behind those that do; false if too many do. */
    boolean add(Deque<Wait> waiting, Wait wait) {
        if (count >= MOST) {
            return false;
        }
        count++;
        waiting.add(wait);
        wait.caller().open++;
        if (wait.call().alone()) {
            wait.caller().waits++;
            callers += wait.caller().waits == 1 ? 1 : 0;
        }
        return true;
    }

    /** Takes the one that waits longest. */
    Wait removeFirst(Deque<Wait> waiting) {
        Wait first = waiting.removeFirst();
        removed(first);
        return first;
    }

    /** Takes those that are meant, in their order. */
    List<Wait> remove(Deque<Wait> waiting, Predicate<Wait> meant) {
        List<Wait> removed = new ArrayList<>();
        for (Iterator<Wait> each = waiting.iterator(); each.hasNext(); ) {
            Wait wait = each.next();
            if (meant.test(wait)) {
                each.remove();
                removed(wait);
                removed.add(wait);
            }
        }
        return removed;
    }

    private void removed(Wait wait) {
        count--;
        wait.caller().open--;
        if (wait.call().alone()) {
            wait.caller().waits--;
            callers -= wait.caller().waits == 0 ? 1 : 0;
        }
    }
}
