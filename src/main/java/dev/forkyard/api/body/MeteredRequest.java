package dev.forkyard.api.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request that does not tell how long its body is, and so asks as soon as more than so many bytes of it have come. */
final class MeteredRequest extends HttpServletRequestWrapper {

    private final long free;
    private final Runnable beyond;
    private @Nullable Metered body;

    /**
     * @param free bytes that may be read without asking
     * @param beyond asks, once; what it throws is thrown by the read
     */
    MeteredRequest(HttpServletRequest request, long free, Runnable beyond) {
        super(request);
        this.free = free;
        this.beyond = beyond;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        Metered metered = body;
        if (metered == null) {
            metered = new Metered(super.getInputStream());
            body = metered;
        }
        return metered;
    }

    private final class Metered extends ServletInputStream {

        private final ServletInputStream in;
        private long left = free;

        Metered(ServletInputStream in) {
            this.in = in;
        }

        private int passed(int count) {
            if (left >= 0) {
                left -= Math.max(0, count);
                if (left < 0) {
                    beyond.run();
                }
            }
            return count;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            passed(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            return passed(in.read(bytes, from, count));
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
