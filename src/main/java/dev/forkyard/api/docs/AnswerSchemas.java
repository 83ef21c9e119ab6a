package dev.forkyard.api.docs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.forkyard.api.answer.RawJson;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Says of answers what their types do not: which fields are never absent, and that raw JSON is any JSON. */
final class AnswerSchemas implements ModelConverter {

    private static final String REF = "#/components/schemas/";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Class<?> raw = Json31.mapper().constructType(type.getType()).getRawClass();
        if (raw == RawJson.class) {
            return new JsonSchema();
        }
        @Nullable Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        if (schema != null && isAnswer(raw)) {
            @Nullable String ref = schema.get$ref();
            @Nullable Schema<?> defined =
                    ref == null ? schema : context.getDefinedModels().get(ref.substring(REF.length()));
            if (defined != null) {
                require(raw.getRecordComponents(), defined);
            }
        }
        return schema;
    }

    private static boolean isAnswer(Class<?> type) {
        return type.isRecord()
                && (type.getPackageName().equals("dev.forkyard.api.answer")
                        || type.getPackageName().equals("dev.forkyard.api.problem"));
    }

    private static void require(RecordComponent[] components, Schema<?> schema) {
        for (RecordComponent component : components) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                require(component.getType().getRecordComponents(), schema);
                continue;
            }
            boolean mayBeAbsent = component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    || component.getAccessor().isAnnotationPresent(JsonInclude.class);
            if (!mayBeAbsent) {
                schema.addRequiredItem(component.getName());
            }
        }
    }
}
