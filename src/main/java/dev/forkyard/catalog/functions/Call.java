package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Applies one function to arguments as they come from JSON. */
final class Call {

    private final Function function;
    private final List<Parameter> parameters;

    /** What calls are told as, such as {@code item}. */
    private final String word;

    Call(Function function, String word) {
        this.function = function;
        this.parameters = function.parameters();
        this.word = word;
    }

    /**
     * The function's value.
     *
     * @param number which call of the job it is, as a failure tells it
     * @throws CallException if the arguments do not fit, or the function throws
     */
    @Nullable Object apply(List<?> arguments, int number, TaskContext context) throws InterruptedException {
        if (context.cancelled()) {
            throw new CancellationException("the job was cancelled");
        }
        try {
            return finite(function.apply(bound(arguments), context));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | Error e) {
            throw new CallException(function.name(), word + " " + number, arguments, e);
        }
    }

    private static @Nullable Object finite(@Nullable Object value) {
        if (value instanceof Double || value instanceof Float) {
            if (!Double.isFinite(((Number) value).doubleValue())) {
                throw new ArithmeticException("it gave back %s, which is no number that JSON has".formatted(value));
            }
        } else if (value instanceof Collection<?> values) {
            values.forEach(Call::finite);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(Call::finite);
        }
        return value;
    }

    /** Waits for so many seconds, if for any. */
    static void pause(Optional<BigDecimal> seconds) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos(seconds));
    }

    /** So many seconds in nanoseconds; 0 if there are none. */
    static long nanos(Optional<BigDecimal> seconds) {
        return seconds.map(each -> each.movePointRight(9).longValue()).orElse(0L);
    }

    private List<Object> bound(List<?> arguments) {
        if (arguments.size() != parameters.size()) {
            throw new IllegalArgumentException("it takes %s, not %d"
                    .formatted(
                            parameters.size() == 1 ? "1 argument" : parameters.size() + " arguments",
                            arguments.size()));
        }
        List<Object> bound = new ArrayList<>(parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            bound.add(bound(parameters.get(i), arguments.get(i)));
        }
        return bound;
    }

    private static Object bound(Parameter parameter, @Nullable Object argument) {
        @Nullable Object bound = switch (parameter.kind()) {
            case INTEGER -> integer(argument);
            case NUMBER -> argument instanceof BigDecimal ? argument : integer(argument);
            case STRING -> argument instanceof String ? argument : null;
            case BOOLEAN -> argument instanceof Boolean ? argument : null;
            case ANY -> argument instanceof Integer || argument instanceof Long ? integer(argument) : argument;
        };
        if (bound == null) {
            throw new IllegalArgumentException("'%s' must be %s"
                    .formatted(
                            parameter.name(),
                            switch (parameter.kind()) {
                                case INTEGER -> "an integer";
                                case NUMBER -> "a number";
                                case STRING -> "a string";
                                case BOOLEAN -> "true or false";
                                case ANY -> "given";
                            }));
        }
        if (bound instanceof Number number && (parameter.min() != null || parameter.max() != null)) {
            within(parameter, Numbers.decimal(number));
        }
        return bound;
    }

    private static void within(Parameter parameter, BigDecimal value) {
        BigDecimal min = parameter.min();
        BigDecimal max = parameter.max();
        if (min != null && value.compareTo(min) < 0) {
            throw new IllegalArgumentException("'%s' must be at least %s".formatted(parameter.name(), min));
        }
        if (max != null && value.compareTo(max) > 0) {
            throw new IllegalArgumentException("'%s' must be at most %s".formatted(parameter.name(), max));
        }
    }

    private static @Nullable BigInteger integer(@Nullable Object argument) {
        if (argument instanceof Integer || argument instanceof Long) {
            return BigInteger.valueOf(((Number) argument).longValue());
        }
        return argument instanceof BigInteger integer ? integer : null;
    }
}
