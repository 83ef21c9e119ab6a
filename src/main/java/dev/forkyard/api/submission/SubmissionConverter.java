package dev.forkyard.api.submission;

import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import java.io.IOException;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.util.unit.DataSize;

/** Lets controllers take a {@link Submission} as their request body; reads no more of it than is allowed. */
public final class SubmissionConverter extends AbstractHttpMessageConverter<Submission> {

    private final SubmissionReader reader;
    private final DataSize maxSize;

    /** @param maxSize longest body that is read, however it is sent */
    public SubmissionConverter(SubmissionReader reader, DataSize maxSize) {
        super(MediaType.APPLICATION_JSON);
        this.reader = reader;
        this.maxSize = maxSize;
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == Submission.class;
    }

    @Override
    protected Submission readInternal(Class<? extends Submission> type, HttpInputMessage message) throws IOException {
        int limit = Math.toIntExact(maxSize.toBytes());
        if (message.getHeaders().getContentLength() > limit) {
            throw tooLarge();
        }
        byte[] body = message.getBody().readNBytes(limit + 1);
        if (body.length > limit) {
            throw tooLarge();
        }
        return reader.read(body);
    }

    private ProblemException tooLarge() {
        return new ProblemException(
                ProblemCode.BODY_TOO_LARGE, "The body may have at most %d bytes.".formatted(maxSize.toBytes()));
    }

    @Override
    public boolean canWrite(Class<?> type, @org.jspecify.annotations.Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected void writeInternal(Submission submission, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("submissions are only read");
    }
}
