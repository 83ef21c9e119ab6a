package dev.forkyard.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.forkyard.task.JsonList;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of payloads: exact numbers, nothing unknown accepted. Safe for use by any thread. */
final class Json {

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                    .build())
            .changeDefaultPropertyInclusion(included -> included.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addModule(new JsonListModule(this::items))
            .build();

    JsonMapper mapper() {
        return mapper;
    }

    String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** The caller says what it reads, by a type that stands for {@code T}. */
    @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"})
    <T> T read(String json, JavaType type) {
        if (type.hasRawClass(JsonList.class)) {
            return (T) JsonListModule.whole(json, type, this::items);
        }
        return mapper.readerFor(type).withAttribute(JsonListModule.SOURCE, json).readValue(json);
    }

    private List<Object> items(String json, JavaType item) {
        return read(json, mapper.getTypeFactory().constructCollectionType(ArrayList.class, item));
    }
}
