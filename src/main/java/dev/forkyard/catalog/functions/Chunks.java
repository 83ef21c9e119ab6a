package dev.forkyard.catalog.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a list of items into those of the tasks.
 *
 * <p>Without a size given, chunks are as small as so many tasks allow. Workers are handed several of them at once, as many
 * as fill a few milliseconds by what the job's tasks have taken so far: so small chunks cost little where items are quick,
 * and where they are slow every one of them can be shared out, tried again and shown by itself.
 */
final class Chunks {

    /** Most tasks of a job that leaves the size of its chunks open. */
    private static final int MOST = 5_000;

    private Chunks() {}

    /** Consecutive parts of the items, all but the last of one size. */
    static <T> List<Chunk<T>> of(List<T> items, Optional<Integer> size) {
        int length = size.orElse((items.size() + MOST - 1) / MOST);
        List<Chunk<T>> chunks = new ArrayList<>();
        for (int first = 0; first < items.size(); first += length) {
            chunks.add(new Chunk<>(first, items.subList(first, Math.min(items.size(), first + length))));
        }
        return chunks;
    }

    /**
     * Consecutive items.
     *
     * @param first number of the first, from 0
     */
    record Chunk<T>(int first, List<T> items) {}
}
