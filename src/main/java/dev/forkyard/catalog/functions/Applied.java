package dev.forkyard.catalog.functions;

import dev.forkyard.task.JsonList;
import org.jspecify.annotations.Nullable;

/** What the functions gave back, in the order of the items. */
public record Applied(JsonList<@Nullable Object> values) {}
