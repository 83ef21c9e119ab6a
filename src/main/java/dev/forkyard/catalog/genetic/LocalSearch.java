package dev.forkyard.catalog.genetic;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Makes a tour shorter by exchanging two of its edges, or moving up to three cities in a row, until neither helps: 2-opt and
 * Or-opt (G. Croes, <i>A method for solving traveling-salesman problems</i>, Operations Research 6, 1958; I. Or, 1976), tried
 * between near cities alone, and of these such whose edges have changed (J. Bentley, <i>Fast algorithms for geometric
 * traveling salesman problems</i>, ORSA Journal on Computing 4, 1992).
 */
final class LocalSearch {

    private static final double LEAST_GAIN = 1e-12;
    private static final int MOST_MOVED = 3;

    private final Cities cities;
    private final int[] tour;
    private final int[] places;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final boolean[] isWaiting;

    private LocalSearch(Cities cities, int[] tour) {
        this.cities = cities;
        this.tour = tour;
        this.places = new int[tour.length];
        this.isWaiting = new boolean[tour.length];
        for (int at = 0; at < tour.length; at++) {
            places[tour[at]] = at;
            await(tour[at]);
        }
    }

    /** Changes the tour, whose length gets less or stays. */
    static void improve(Cities cities, int[] tour) {
        if (tour.length > MOST_MOVED) {
            new LocalSearch(cities, tour).run();
        }
    }

    private void run() {
        while (!waiting.isEmpty()) {
            int city = waiting.removeFirst();
            isWaiting[city] = false;
            while (exchangesEdge(city, true) || exchangesEdge(city, false) || moves(city)) {
                await(city);
            }
        }
    }

    /** 2-opt: the edge from the city, and one from a near city, both in the same direction, become two others. */
    private boolean exchangesEdge(int city, boolean forward) {
        int next = beside(city, forward);
        double old = cities.distance(city, next);
        for (int near : cities.nearest(city)) {
            double closer = old - cities.distance(city, near);
            if (closer <= 0) {
                return false;
            }
            int nearNext = beside(near, forward);
            double gain = closer + cities.distance(near, nearNext) - cities.distance(next, nearNext);
            if (gain > LEAST_GAIN * old) {
                if (forward) {
                    reverse(places[next], places[near]);
                } else {
                    reverse(places[near], places[next]);
                }
                await(city, next, near, nearNext);
                return true;
            }
        }
        return false;
    }

    /** Or-opt: cities in a row, of which this is one end, go between a near city and one beside that. */
    private boolean moves(int first) {
        for (int count = 1; count <= Math.min(MOST_MOVED, tour.length - 3); count++) {
            if (moves(first, count, true) || moves(first, count, false)) {
                return true;
            }
        }
        return false;
    }

    private boolean moves(int first, int count, boolean forward) {
        int last = first;
        for (int step = 1; step < count; step++) {
            last = beside(last, forward);
        }
        int before = beside(first, !forward);
        int after = beside(last, forward);
        double freed = cities.distance(before, first) + cities.distance(last, after) - cities.distance(before, after);
        for (int near : cities.nearest(first)) {
            double closer = freed - cities.distance(first, near);
            if (closer <= 0) {
                return false;
            }
            for (int other : new int[] {beside(near, true), beside(near, false)}) {
                double gain = closer + cities.distance(near, other) - cities.distance(last, other);
                if (gain > LEAST_GAIN * freed
                        && !isAmong(near, first, count, forward)
                        && !isAmong(other, first, count, forward)) {
                    move(first, last, forward, near, other);
                    await(first, last, before, after, near, other);
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isAmong(int city, int first, int count, boolean forward) {
        int steps = forward ? places[city] - places[first] : places[first] - places[city];
        return Math.floorMod(steps, tour.length) < count;
    }

    /** Puts the row between two others that are beside each other, its first city beside the near one. */
    private void move(int first, int last, boolean forward, int near, int other) {
        int start = forward ? first : last;
        int end = forward ? last : first;
        int[] row = new int[Math.floorMod(places[end] - places[start], tour.length) + 1];
        for (int at = 0; at < row.length; at++) {
            row[at] = tour[(places[start] + at) % tour.length];
        }
        boolean nearIsBefore = beside(near, true) == other;
        boolean turns = nearIsBefore != forward;
        int gapAfter = nearIsBefore ? near : other;
        int[] rest = new int[tour.length - row.length];
        for (int at = 0; at < rest.length; at++) {
            rest[at] = tour[(places[end] + 1 + at) % tour.length];
        }
        int place = 0;
        for (int city : rest) {
            put(city, place++);
            if (city == gapAfter) {
                for (int at = 0; at < row.length; at++) {
                    put(row[turns ? row.length - 1 - at : at], place++);
                }
            }
        }
    }

    private int beside(int city, boolean forward) {
        return tour[Math.floorMod(places[city] + (forward ? 1 : -1), tour.length)];
    }

    /** Turns the stretch from one place to another, round the end if need be; or the rest, which comes to the same tour. */
    private void reverse(int from, int to) {
        int length = tour.length;
        int inside = Math.floorMod(to - from, length) + 1;
        boolean isShorter = 2 * inside <= length;
        int low = isShorter ? from : to + 1;
        int high = isShorter ? to : from - 1;
        int swaps = Math.min(inside, length - inside) / 2;
        for (int step = 0; step < swaps; step++) {
            int a = Math.floorMod(low + step, length);
            int b = Math.floorMod(high - step, length);
            int city = tour[a];
            put(tour[b], a);
            put(city, b);
        }
    }

    private void put(int city, int place) {
        tour[place] = city;
        places[city] = place;
    }

    private void await(int... some) {
        for (int city : some) {
            if (!isWaiting[city]) {
                isWaiting[city] = true;
                waiting.addLast(city);
            }
        }
    }
}
