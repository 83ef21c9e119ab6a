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
        int kilobytes = wanted(request);
        if (!room.tryAcquire(kilobytes)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            problems.write(
                    new ProblemException(
                            ProblemCode.SERVICE_UNAVAILABLE,
                            "As many large bodies are being read as there is memory for; try again soon."),
                    request,
                    response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            room.release(kilobytes);
        }
    }

    /** A body that does not tell its length may be as long as any; one that is too long is never read. */
    private int wanted(HttpServletRequest request) {
        boolean untold = request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        long bytes = untold ? maxSize : request.getContentLengthLong();
        return bytes <= SMALL || bytes > maxSize
                ? 0
                : (int) DataSize.ofBytes(bytes).toKilobytes();
    }
}
