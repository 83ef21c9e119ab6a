package dev.forkyard.api.body;

import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.api.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;

/**
 * Bounds the memory that large bodies take: lets as many be read and checked at once as there is room for, and refuses more.
 * What is checked is a tree, which takes many times as much as the body.
 */
public final class BodyRoom extends HttpFilter {

    /** Bodies up to this size are let through, as threads are few. */
    private static final long SMALL = DataSize.ofKilobytes(64).toBytes();

    private final long maxSize;
    private final transient ProblemWriter problems;

    /** In kilobytes. */
    private final transient Semaphore room;

    /**
     * @param maxSize longest body that is read
     * @param size of all bodies together that are read and checked at once; at least that of the longest
     */
    public BodyRoom(DataSize maxSize, DataSize size, ProblemWriter problems) {
        this.maxSize = maxSize.toBytes();
        this.problems = problems;
        this.room = new Semaphore((int) size.toKilobytes());
    }

    /** The room is free again once an answer is there, or is waited for by no thread. */
    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Share share = new Share(response);
        try {
            if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
                // It may be as long as any, which shows only when it is read.
                chain.doFilter(new MeteredRequest(request, SMALL, () -> share.require(maxSize)), response);
            } else if (share.take(request.getContentLengthLong())) {
                chain.doFilter(request, response);
            } else {
                problems.write(noRoom(), request, response);
            }
        } finally {
            share.close();
        }
    }

    /** What one request has of the room. */
    private final class Share {

        private final HttpServletResponse response;
        private int kilobytes;

        Share(HttpServletResponse response) {
            this.response = response;
        }

        /** One that is small takes none, and one that is too long is never read; false if there is none. */
        boolean take(long bytes) {
            if (bytes <= SMALL || bytes > maxSize) {
                return true;
            }
            int wanted = (int) DataSize.ofBytes(bytes).toKilobytes();
            if (!room.tryAcquire(wanted)) {
                response.setHeader(HttpHeaders.RETRY_AFTER, "1");
                return false;
            }
            kilobytes = wanted;
            return true;
        }

        void require(long bytes) {
            if (!take(bytes)) {
                throw noRoom();
            }
        }

        void close() {
            room.release(kilobytes);
        }
    }

    private static ProblemException noRoom() {
        return new ProblemException(
                ProblemCode.SERVICE_UNAVAILABLE,
                "As many large bodies are being read as there is memory for; try again soon.");
    }
}
