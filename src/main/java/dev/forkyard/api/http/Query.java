package dev.forkyard.api.http;

import dev.forkyard.api.problem.InputErrors;
import dev.forkyard.api.problem.ProblemCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Reads the parameters of one query and collects what is wrong with them; what a reading gives counts only after
 * {@link #check()}. For one thread.
 */
public final class Query {

    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern LONG_INTEGER = Pattern.compile("[0-9]{1,18}");

    private final MultiValueMap<String, String> parameters;
    private final InputErrors errors = new InputErrors();

    /** @param known the parameters that there are; any other is an error */
    public Query(MultiValueMap<String, String> parameters, String... known) {
        this.parameters = parameters;
        Set<String> names = Set.of(known);
        for (String name : parameters.keySet()) {
            if (!names.contains(name)) {
                errors.add(
                        "There is no parameter of this name; there are: %s.".formatted(String.join(", ", known)), name);
            }
        }
    }

    /**
     * Ends the reading.
     *
     * @throws dev.forkyard.api.problem.ProblemException INVALID_QUERY when anything read was wrong
     */
    public void check() {
        errors.throwIfAny(ProblemCode.INVALID_QUERY, "The query of the URL is not right.");
    }

    public @Nullable String text(String name) {
        List<String> values = values(name);
        if (values.size() > 1) {
            errors.add("May be given once only.", name);
        }
        return values.isEmpty() ? null : values.get(0);
    }

    public OptionalInt integer(String name, int min, int max) {
        String text = text(name);
        if (text == null) {
            return OptionalInt.empty();
        }
        if (INTEGER.matcher(text).matches()) {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return OptionalInt.of(value);
            }
        }
        errors.add("Must be an integer from %d to %d.".formatted(min, max), name);
        return OptionalInt.empty();
    }

    /** An integer of up to 18 digits. */
    public OptionalLong longInteger(String name, long min) {
        String text = text(name);
        if (text == null) {
            return OptionalLong.empty();
        }
        if (LONG_INTEGER.matcher(text).matches() && Long.parseLong(text) >= min) {
            return OptionalLong.of(Long.parseLong(text));
        }
        errors.add("Must be an integer from %d to 999999999999999999.".formatted(min), name);
        return OptionalLong.empty();
    }

    public @Nullable Duration duration(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        @Nullable Duration value = Durations.parse(text).orElse(null);
        if (value == null) {
            errors.add("Must be a duration such as 500ms, 10s or PT10S.", name);
        }
        return value;
    }

    public @Nullable Instant instant(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            errors.add(
                    "Must be a time of ISO-8601 with its offset, such as 2026-11-01T12:00:00Z (in a URL, + is %2B).",
                    name);
            return null;
        }
    }

    /** The constants that are named, separated by commas or in several parameters. */
    public <E extends Enum<E>> Set<E> constants(String name, Class<E> type) {
        Set<E> found = EnumSet.noneOf(type);
        for (String value : values(name)) {
            for (String text : value.split(",", -1)) {
                E constant = constant(text, type);
                if (constant == null) {
                    errors.add("Must be one of %s; several are separated by commas.".formatted(names(type)), name);
                    return found;
                }
                found.add(constant);
            }
        }
        return found;
    }

    /** {@code true} or {@code false}; false without it. */
    public boolean flag(String name) {
        String text = text(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            errors.add("Must be true or false.", name);
        }
        return "true".equals(text);
    }

    /** One constant, written in lower case. */
    public <E extends Enum<E>> @Nullable E lowerCaseConstant(String name, Class<E> type) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (lowerCase(constant).equals(text)) {
                return constant;
            }
        }
        errors.add(
                "Must be %s."
                        .formatted(Arrays.stream(type.getEnumConstants())
                                .map(Query::lowerCase)
                                .collect(Collectors.joining(" or "))),
                name);
        return null;
    }

    /** Parameters of the form {@code key:value}; the value may have colons. */
    public Map<String, String> pairs(String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : values(name)) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                errors.add("Must be a key, a colon and a value, such as team:maths.", name);
            } else {
                @Nullable String before = pairs.put(text.substring(0, colon), text.substring(colon + 1));
                if (before != null && !before.equals(text.substring(colon + 1))) {
                    errors.add("Must not ask for two values of one key; no job has both.", name);
                }
            }
        }
        return pairs;
    }

    /** Ids of jobs, in several parameters. */
    public List<UUID> ids(String name, int most) {
        List<String> texts = values(name);
        if (texts.size() > most) {
            errors.add("May be given at most %d times, not %d.".formatted(most, texts.size()), name);
            return List.of();
        }
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Optional<UUID> id = Ids.parse(texts.get(i));
            id.ifPresent(ids::add);
            if (id.isEmpty()) {
                errors.add(
                        "Must be the id of a job, such as 019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d; number %d is not."
                                .formatted(i + 1),
                        name);
                break;
            }
        }
        return ids;
    }

    /** Adds an error for each of these that is given, as they make no sense {@code without} another parameter. */
    public void refuse(String without, String... names) {
        for (String name : names) {
            if (!values(name).isEmpty()) {
                errors.add(without, name);
            }
        }
    }

    /** A cursor that {@link Cursor#encode(String, UUID)} gave. */
    public @Nullable UUID idCursor(String name, String kind) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        @Nullable UUID position = Cursor.id(kind, text).orElse(null);
        if (position == null) {
            refuseCursor(name);
        }
        return position;
    }

    /** A cursor that {@link Cursor#encode(String, int)} gave; 0 without one. */
    public int numberCursor(String name, String kind) {
        String text = text(name);
        if (text == null) {
            return 0;
        }
        OptionalInt position = Cursor.number(kind, text);
        if (position.isEmpty()) {
            refuseCursor(name);
        }
        return position.orElse(0);
    }

    private void refuseCursor(String name) {
        errors.add("Must be the nextCursor of a page of this same list.", name);
    }

    private List<String> values(String name) {
        @Nullable List<String> values = parameters.get(name);
        return values == null ? List.of() : new ArrayList<>(values);
    }

    private static <E extends Enum<E>> @Nullable E constant(String text, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        return null;
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }

    private static <E extends Enum<E>> String lowerCase(E constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }
}
