package dev.forkyard.catalog.montecarlo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Splits samples into the shares of tasks. */
final class Shares {

    /** Whatever is split at all is split into a multiple of this, so that two or four cores are done together. */
    private static final int EVEN = 4;

    private Shares() {}

    /**
     * Splits samples into shares of one length, but for the last, which may be shorter.
     *
     * @param wanted the most samples of a share, unless that were too many shares
     * @param most the most shares
     * @param unit what the length is a multiple of; divides {@code wanted}
     */
    static List<Long> of(long samples, long wanted, int most, int unit) {
        long count = samples <= wanted ? 1 : Math.min(most, ceilDiv(samples, EVEN * wanted) * EVEN);
        long length = ceilDiv(ceilDiv(samples, count), unit) * unit;
        List<Long> shares = new ArrayList<>(Collections.nCopies((int) ((samples - 1) / length), length));
        shares.add(samples - length * shares.size());
        return List.copyOf(shares);
    }

    private static long ceilDiv(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
