package dev.forkyard.catalog.hashsearch;

import dev.forkyard.catalog.hashsearch.HashSearch.Part;
import dev.forkyard.catalog.progress.TaskProgress;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** Tries texts one after the other, until one has the hash, or another task has found it. */
final class Search {

    /** How often the clock is looked at: each time after less than a thousandth of a second. */
    private static final int TEXTS_OF_A_LOOK = 1 << 12;

    private static final long LOOK_ELSEWHERE_NANOS = 20_000_000;

    /** Whether the text was found by another task; asked of the server. */
    @FunctionalInterface
    interface Elsewhere {

        boolean isFound() throws InterruptedException;
    }

    private final MessageDigest digest;
    private final byte[] target;
    private final Elsewhere elsewhere;

    Search(Algorithm algorithm, byte[] target, Elsewhere elsewhere) {
        this.digest = algorithm.digest();
        this.target = target;
        this.elsewhere = elsewhere;
    }

    /** @throws InterruptedException within milliseconds after the task was cancelled */
    Part through(TextSpace.Cursor text, long count, TaskProgress progress) throws InterruptedException {
        if (elsewhere.isFound()) {
            return new Part(Optional.empty(), 0, true);
        }
        byte[] hash = new byte[target.length];
        long looked = System.nanoTime();
        for (long tried = 1; ; tried++) {
            if (isTarget(text, hash)) {
                return new Part(Optional.of(text.text()), tried, false);
            }
            if (tried == count) {
                return new Part(Optional.empty(), tried, false);
            }
            if (tried % TEXTS_OF_A_LOOK == 0) {
                progress.checkCancelled();
                if (System.nanoTime() - looked >= LOOK_ELSEWHERE_NANOS) {
                    progress.reached((double) tried / count);
                    if (elsewhere.isFound()) {
                        return new Part(Optional.empty(), tried, true);
                    }
                    looked = System.nanoTime();
                }
            }
            text.next();
        }
    }

    private boolean isTarget(TextSpace.Cursor text, byte[] hash) {
        digest.update(text.bytes(), 0, text.byteCount());
        try {
            digest.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException("the hash has another length than it should", e);
        }
        return Arrays.equals(hash, target);
    }
}
