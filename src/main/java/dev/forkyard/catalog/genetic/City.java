package dev.forkyard.catalog.genetic;

import dev.forkyard.task.Param;

/** A point to visit. */
public record City(
        @Param(description = "Across.", min = -City.FAR, max = City.FAR)
        double x,

        @Param(description = "Up.", min = -City.FAR, max = City.FAR)
        double y) {

    static final long FAR = 1_000_000_000_000L;
}
