package dev.forkyard.job.schedule;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says whose turn it is: the highest priority first, and within a priority whoever was served least.
 *
 * <p>Each member has a virtual time that grows by what it is charged; the one whose time is least comes next, as in
 * start-time fair queueing (Goyal, Vin and Cheng, 1996). A member that becomes ready starts no earlier than the virtual
 * time at which its priority was last served, so that nobody saves up time by having nothing to do, and a newcomer is
 * served soon without holding back the others for long. For use by one thread.
 */
final class FairQueue<T> {

    private final Level<T>[] levels;
    private final Map<T, Member<T>> members = new HashMap<>();
    private long arrivals;

    /** @param priorities how many there are; the highest is one less */
    @SuppressWarnings({"unchecked", "rawtypes"})
    FairQueue(int priorities) {
        levels = new Level[priorities];
        for (int i = 0; i < priorities; i++) {
            levels[i] = new Level<>();
        }
    }

    /** Lets somebody take part, not ready yet. */
    void add(T value, int priority) {
        members.put(value, new Member<>(value, levels[priority], arrivals++));
    }

    void remove(T value) {
        setReady(value, false);
        members.remove(value);
    }

    /** Says whether a member has something to be served. Harmless for one that takes no part. */
    void setReady(T value, boolean ready) {
        Member<T> member = members.get(value);
        if (member == null || member.ready == ready) {
            return;
        }
        member.ready = ready;
        if (ready) {
            member.time = Math.max(member.time, member.level.clock);
            member.level.ready.add(member);
        } else {
            member.level.ready.remove(member);
        }
    }

    /** Whose turn it is, among those who are ready and suit. */
    Optional<T> next(Predicate<T> suits) {
        for (int i = levels.length - 1; i >= 0; i--) {
            for (Member<T> member : levels[i].ready) {
                if (suits.test(member.value)) {
                    return Optional.of(member.value);
                }
            }
        }
        return Optional.empty();
    }

    /** Charges a member for a service that begins, with what it is expected to cost. */
    void serve(T value, long expectedCost) {
        Member<T> member = members.get(value);
        if (member != null) {
            member.level.clock = Math.max(member.level.clock, member.time);
            advance(member, expectedCost);
        }
    }

    /** Corrects a charge, once the true cost is known; may be negative. */
    void correct(T value, long difference) {
        Member<T> member = members.get(value);
        if (member != null) {
            advance(member, difference);
        }
    }

    private void advance(Member<T> member, long cost) {
        boolean queued = member.level.ready.remove(member);
        member.time += cost;
        if (queued) {
            member.level.ready.add(member);
        }
    }

    private static final class Level<T> {

        private final TreeSet<Member<T>> ready = new TreeSet<>();
        private long clock;
    }

    private static final class Member<T> implements Comparable<Member<T>> {

        private final T value;
        private final Level<T> level;
        private final long arrival;
        private long time;
        private boolean ready;

        Member(T value, Level<T> level, long arrival) {
            this.value = value;
            this.level = level;
            this.arrival = arrival;
        }

        @Override
        public int compareTo(Member<T> other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(arrival, other.arrival);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(arrival);
        }
    }
}
