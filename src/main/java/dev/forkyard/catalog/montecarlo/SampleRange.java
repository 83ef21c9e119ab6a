package dev.forkyard.catalog.montecarlo;

import java.util.ArrayList;
import java.util.List;

/** A range of a stream's samples, for one task to draw. */
record SampleRange(long first, long samples) {

    /**
     * Splits the first {@code samples} of a stream into ranges of whole blocks, all but the last of the same length.
     *
     * @param block the samples of a block
     * @param most the most ranges wanted
     */
    static List<SampleRange> split(long samples, long block, int most) {
        long blocks = (samples + block - 1) / block;
        long length = (blocks + most - 1) / most * block;
        var ranges = new ArrayList<SampleRange>();
        for (long first = 0; first < samples; first += length) {
            ranges.add(new SampleRange(first, Math.min(length, samples - first)));
        }
        return ranges;
    }
}
