package dev.forkyard.api;

import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;

/**
 * A part of a text.
 *
 * @param from how many of its characters to leave out at the front, at least 0
 * @param count most characters after these, at least 1
 */
record Slice(long from, long count) {

    /** The whole text. */
    static final Slice ALL = new Slice(0, Long.MAX_VALUE);

    /**
     * The part of a text in UTF-8.
     *
     * @throws ProblemException INVALID_QUERY if it begins beyond the text's end
     */
    byte[] of(byte[] utf8) {
        if (equals(ALL)) {
            return utf8;
        }
        String text = new String(utf8, StandardCharsets.UTF_8);
        long end = end(text.length());
        return text.substring((int) from, (int) end).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The part of a text that has a byte for each character.
     *
     * @throws ProblemException INVALID_QUERY if it begins beyond the text's end
     */
    Resource of(Resource ascii) throws IOException {
        return equals(ALL) ? ascii : new Part(ascii, from, end(ascii.contentLength()) - from);
    }

    private long end(long length) {
        if (from > length) {
            throw new ProblemException(
                    ProblemCode.INVALID_QUERY,
                    "The text has %d characters, so from can be at most that, but is %d.".formatted(length, from));
        }
        return from + Math.min(count, length - from);
    }

    /** So many bytes of another resource. */
    private static final class Part extends AbstractResource {

        private final Resource whole;
        private final long from;
        private final long count;

        Part(Resource whole, long from, long count) {
            this.whole = whole;
            this.from = from;
            this.count = count;
        }

        @Override
        public long contentLength() {
            return count;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            InputStream in = whole.getInputStream();
            in.skipNBytes(from);
            return new BoundedStream(in, count);
        }

        @Override
        public String getDescription() {
            return count + " bytes of " + whole.getDescription() + " from " + from;
        }
    }
}
