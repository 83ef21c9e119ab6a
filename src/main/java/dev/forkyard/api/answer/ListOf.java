package dev.forkyard.api.answer;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list, or one page of it.
 *
 * @param <T> what is listed
 */
public record ListOf<T>(
        List<T> items,

        @Schema(description = "Give it as the parameter cursor to get the next page; absent when this is the last.")
        @Nullable String nextCursor) {

    public ListOf {
        items = List.copyOf(items);
    }

    /** A whole list. */
    public static <T> ListOf<T> all(List<T> items) {
        return new ListOf<>(items, null);
    }
}
