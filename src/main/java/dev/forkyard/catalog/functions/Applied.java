package dev.forkyard.catalog.functions;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the functions gave back, in the order of the items. */
public record Applied(List<@Nullable Object> values) {

    public Applied {
        values = Collections.unmodifiableList(values);
    }
}
