package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The functions that this JVM knows, found when first asked for. For use by one thread. */
final class Functions {

    private final TreeMap<String, Function> found = new TreeMap<>();

    /** @throws IllegalArgumentException if there is none of that name */
    Function get(String name) {
        if (found.isEmpty()) {
            for (Function each : ServiceLoader.load(Function.class)) {
                if (found.putIfAbsent(each.name(), each) != null) {
                    throw new IllegalStateException("two functions are named '" + each.name() + "'");
                }
            }
        }
        Function function = found.get(name);
        if (function == null) {
            throw new IllegalArgumentException(
                    "There is no function '%s'; there are %s.".formatted(name, String.join(", ", found.keySet())));
        }
        return function;
    }
}
