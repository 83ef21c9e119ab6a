package dev.forkyard.worker;

import dev.forkyard.task.JsonList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Leaves lists that are to be kept as text as they are: takes them whole out of what is read, and puts them in likewise. */
final class JsonListModule extends SimpleModule {

    /** The attribute that tells all of the text that is read. */
    static final String SOURCE = "source";

    private static final long serialVersionUID = 1L;

    /** @param items reads the items of a text, each of that type */
    JsonListModule(BiFunction<String, JavaType, List<Object>> items) {
        addSerializer(new Writer());
        addDeserializer(JsonList.class, new Reader(items, null));
    }

    /** The list that a whole text is, which is an array. */
    static JsonList<?> whole(String json, JavaType list, BiFunction<String, JavaType, List<Object>> items) {
        JavaType type = list.containedTypeOrUnknown(0);
        return JsonList.ofText(json, text -> items.apply(text, type));
    }

    private static final class Writer extends ValueSerializer<JsonList<?>> {

        @Override
        public Class<?> handledType() {
            return JsonList.class;
        }

        @Override
        public void serialize(JsonList<?> list, JsonGenerator out, SerializationContext context) {
            String text = list.text();
            if (text == null) {
                context.writeValue(out, list.values());
            } else {
                out.writeRawValue(text);
            }
        }
    }

    private static final class Reader extends ValueDeserializer<JsonList<?>> {

        private final BiFunction<String, JavaType, List<Object>> items;

        /** Absent until it is known where it stands. */
        private final @Nullable JavaType item;

        Reader(BiFunction<String, JavaType, List<Object>> items, @Nullable JavaType item) {
            this.items = items;
            this.item = item;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            return new Reader(items, context.getContextualType().containedTypeOrUnknown(0));
        }

        @Override
        public @Nullable JsonList<?> deserialize(JsonParser in, DeserializationContext context) {
            if (in.currentToken() != JsonToken.START_ARRAY || item == null) {
                return context.reportInputMismatch(this, "a list is wanted");
            }
            String source = (String) context.getAttribute(SOURCE);
            int begin = (int) in.currentTokenLocation().getCharOffset();
            in.skipChildren();
            int end = (int) in.currentLocation().getCharOffset();
            JavaType type = item;
            return JsonList.ofText(source.substring(begin, end), text -> items.apply(text, type));
        }
    }
}
