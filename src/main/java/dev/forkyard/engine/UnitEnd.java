package dev.forkyard.engine;

import org.jspecify.annotations.Nullable;

/**
 * The end of one unit of a lease.
 *
 * @param unit its number in the lease, from 0
 * @param outcome how it ended
 * @param usage what it took; absent only when it was {@link Outcome.Returned}
 */
public record UnitEnd(int unit, Outcome outcome, @Nullable Usage usage) {}
