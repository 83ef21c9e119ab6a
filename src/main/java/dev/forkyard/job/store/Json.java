package dev.forkyard.job.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.TypeFactory;

/** JSON of the columns that hold it. What a later version added to a record is ignored, so that going back works. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    static @Nullable String write(@Nullable Object value) {
        return value == null ? null : MAPPER.writeValueAsString(value);
    }

    static String write(Map<String, String> labels) {
        return MAPPER.writeValueAsString(new TreeMap<>(labels));
    }

    static <T> @Nullable T read(@Nullable String json, Class<T> type) {
        return json == null ? null : MAPPER.readValue(json, type);
    }

    static <T> List<T> readList(@Nullable String json, Class<T> type) {
        return json == null ? List.of() : MAPPER.readerForListOf(type).readValue(json);
    }

    static <T> List<List<T>> readLists(@Nullable String json, Class<T> type) {
        TypeFactory types = MAPPER.getTypeFactory();
        return json == null
                ? List.of()
                : MAPPER.readValue(
                        json,
                        types.constructCollectionType(List.class, types.constructCollectionType(List.class, type)));
    }

    static Map<String, String> readLabels(String json) {
        return MAPPER.readerForMapOf(String.class).readValue(json);
    }
}
