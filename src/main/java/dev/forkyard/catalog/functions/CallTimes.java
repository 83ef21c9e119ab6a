package dev.forkyard.catalog.functions;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a call of each function has taken in this JVM, so far as it has been called: an exponentially weighted moving average
 * over chunks of calls, so that it follows when the JVM compiles the function or its arguments grow. For use by any thread.
 */
final class CallTimes {

    private static final double WEIGHT_OF_NEWEST = 1.0 / 8;

    private final Map<String, Double> nanosPerCall = new ConcurrentHashMap<>();

    /** So many calls have taken so many nanoseconds together. */
    void took(String function, int calls, long nanos) {
        double newest = (double) nanos / calls;
        nanosPerCall.merge(function, newest, (mean, each) -> mean + WEIGHT_OF_NEWEST * (each - mean));
    }

    /** Nanoseconds that a call takes; empty if none has been made. */
    OptionalDouble nanos(String function) {
        Double known = nanosPerCall.get(function);
        return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
    }
}
