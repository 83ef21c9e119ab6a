package dev.forkyard.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FairQueueTests {

    private final FairQueue<String> queue = new FairQueue<>(10);
    private final Map<String, Long> served = new HashMap<>();

    @Test
    void nobodyReadyMeansNobodysTurn() {
        assertThat(queue.next(anybody -> true)).isEmpty();
        queue.add("a", 5);
        assertThat(queue.next(anybody -> true)).isEmpty();
        join("b", 5);
        queue.setReady("b", false);
        assertThat(queue.next(anybody -> true)).isEmpty();
    }

    @Test
    void higherPriorityIsServedFirstHoweverMuchItHadAlready() {
        join("low", 0);
        join("high", 9);
        serve(100, 1_000);
        assertThat(served).containsOnlyKeys("high");

        queue.setReady("high", false);
        serve(3, 10);
        assertThat(served).containsEntry("low", 30L);
    }

    @Test
    void whoDoesNotSuitIsPassedOverAndKeepsItsTurn() {
        join("high", 9);
        join("first", 5);
        join("second", 5);

        assertThat(queue.next("second"::equals)).contains("second");
        assertThat(queue.next(each -> !each.equals("high"))).contains("first");
        assertThat(queue.next(anybody -> false)).isEmpty();
        assertThat(queue.next(anybody -> true)).contains("high");
    }

    @Test
    void equalsTakeTurnsInTheOrderOfArrival() {
        join("a", 5);
        join("b", 5);
        join("c", 5);

        assertThat(turns(6, 10)).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void jobOfOneTaskIsServedNextThoughAnotherHasTenThousand() {
        join("many", 5);
        serve(5_000, 7);
        join("one", 5);

        assertThat(turns(2, 7)).contains("one");
    }

    @Test
    void membersWithLongAndWithShortTasksGetTheSameTime() {
        join("long", 5);
        join("short", 5);
        Map<String, Long> costs = Map.of("long", 1_000L, "short", 10L);
        for (int i = 0; i < 20_000; i++) {
            String next = queue.next(anybody -> true).orElseThrow();
            queue.serve(next, 50);
            queue.correct(next, costs.get(next) - 50);
            served.merge(next, costs.get(next), Long::sum);
        }

        assertThat(served.get("long")).isCloseTo(served.get("short"), within(1_000L));
    }

    @Test
    void newcomerDoesNotCatchUpOnTheTimeBeforeItCame() {
        join("old", 5);
        serve(1_000, 10);
        join("new", 5);
        served.clear();
        serve(100, 10);

        assertThat(served).containsEntry("old", 500L).containsEntry("new", 500L);
    }

    @Test
    void memberThatHadNothingToDoHasSavedUpNothing() {
        join("idle", 5);
        join("busy", 5);
        serve(10, 10);
        queue.setReady("idle", false);
        serve(1_000, 10);
        queue.setReady("idle", true);
        served.clear();
        serve(100, 10);

        assertThat(served.get("busy")).isBetween(490L, 510L);
    }

    @Test
    void memberThatLeftAndCameBackHasNotLostItsDebt() {
        join("greedy", 5);
        join("modest", 5);
        queue.serve("greedy", 1_000);
        queue.setReady("greedy", false);
        queue.setReady("greedy", true);

        assertThat(turns(100, 10)).containsOnly("modest");
        assertThat(turns(2, 10)).contains("greedy");
    }

    @Test
    void costThatWasLessThanExpectedIsGivenBack() {
        join("a", 5);
        join("b", 5);
        queue.serve("a", 100);
        queue.correct("a", -99);
        served.clear();
        serve(50, 1);

        assertThat(served.get("a")).isBetween(24L, 26L);
    }

    @Test
    void correctionOfOneWhoIsNotReadyCountsWhenItIsAgain() {
        join("a", 5);
        join("b", 5);
        queue.serve("a", 10);
        queue.setReady("a", false);
        queue.correct("a", 500);
        queue.setReady("a", true);

        assertThat(turns(50, 10)).containsOnly("b");
    }

    @Test
    void removedMemberIsForgottenAndMayBeChargedWithoutHarm() {
        join("a", 5);
        join("b", 5);
        queue.serve("a", 10);
        queue.remove("a");
        queue.correct("a", 5);
        queue.serve("a", 5);
        queue.setReady("a", true);
        queue.remove("a");

        assertThat(turns(3, 1)).containsOnly("b");
    }

    @Test
    void hundredThousandMembersAreServedEachOnceBeforeAnyTwice() {
        FairQueue<Integer> many = new FairQueue<>(10);
        int members = 100_000;
        IntStream.range(0, members).forEach(i -> {
            many.add(i, 5);
            many.setReady(i, true);
        });
        boolean[] seen = new boolean[members];
        for (int i = 0; i < members; i++) {
            int next = many.next(anybody -> true).orElseThrow();
            assertThat(seen[next]).isFalse();
            seen[next] = true;
            many.serve(next, 10);
        }
    }

    private void join(String member, int priority) {
        queue.add(member, priority);
        queue.setReady(member, true);
    }

    private void serve(int times, long cost) {
        turns(times, cost).forEach(member -> served.merge(member, cost, Long::sum));
    }

    private List<String> turns(int times, long cost) {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            String next = queue.next(anybody -> true).orElseThrow();
            queue.serve(next, cost);
            order.add(next);
        }
        return order;
    }
}
