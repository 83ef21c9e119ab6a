package dev.forkyard.pool;

/**
 * Whether all workers' heaps, filled to their limits, fit into the machine.
 *
 * @param neededBytes what server and workers may use in sum
 * @param availableBytes what there is: the machine's memory, or what the container is allowed of it
 * @param fits whether it is enough
 * @param explanation the reckoning in a sentence, with the setting to change where it is not enough
 */
public record MemoryFit(long neededBytes, long availableBytes, boolean fits, String explanation) {}
