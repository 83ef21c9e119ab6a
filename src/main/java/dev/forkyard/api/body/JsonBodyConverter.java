package dev.forkyard.api.body;

import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/**
 * Lets controllers take a type as their request body; reads no more of it than is allowed.
 *
 * @param <T> what a body becomes
 */
public final class JsonBodyConverter<T> extends AbstractHttpMessageConverter<T> {

    private final Class<T> type;
    private final Function<JsonNode, T> reading;
    private final DataSize maxSize;

    /**
     * Takes bodies of one type.
     *
     * @param reading makes the value of the body's JSON, or throws the problem
     * @param maxSize longest body that is read, however it is sent
     */
    public JsonBodyConverter(Class<T> type, Function<JsonNode, T> reading, DataSize maxSize) {
        super(MediaType.APPLICATION_JSON);
        this.type = type;
        this.reading = reading;
        this.maxSize = maxSize;
    }

    @Override
    protected boolean supports(Class<?> asked) {
        return asked == type;
    }

    @Override
    protected T readInternal(Class<? extends T> asked, HttpInputMessage message) throws IOException {
        int limit = Math.toIntExact(maxSize.toBytes());
        if (message.getHeaders().getContentLength() > limit) {
            throw tooLarge();
        }
        byte[] body = message.getBody().readNBytes(limit + 1);
        if (body.length > limit) {
            throw tooLarge();
        }
        return reading.apply(JsonBody.read(body));
    }

    private ProblemException tooLarge() {
        return new ProblemException(
                ProblemCode.BODY_TOO_LARGE, "The body may have at most %d bytes.".formatted(maxSize.toBytes()));
    }

    @Override
    public boolean canWrite(Class<?> asked, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected void writeInternal(T value, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("bodies of requests are only read");
    }
}
