package dev.forkyard.api.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events as <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">text/event-stream</a>, several
 * together where they come together. For use by one thread; a client that does not read makes it wait.
 */
final class EventWriter {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final int ENOUGH = 32 * 1024;

    private final ResponseBodyEmitter emitter;
    private final JsonMapper json;
    private final StringBuilder text = new StringBuilder();

    EventWriter(ResponseBodyEmitter emitter, JsonMapper json) {
        this.emitter = emitter;
        this.json = json;
    }

    /**
     * Tells an event.
     *
     * @param id what the client says when it comes back
     * @param data written as JSON
     * @throws IOException if the client has gone
     */
    void event(String name, String id, Object data) throws IOException {
        text.append("event: ").append(name).append("\nid: ").append(id).append('\n');
        json.writeValueAsString(data)
                .lines()
                .forEach(line -> text.append("data: ").append(line).append('\n'));
        text.append('\n');
        if (text.length() >= ENOUGH) {
            flush();
        }
    }

    /** Tells how long to wait before coming back after a break. */
    void retry(int millis) {
        text.append("retry: ").append(millis).append("\n\n");
    }

    /** Tells nothing; that the client is still there shows when it is written. */
    void comment() {
        text.append(":\n\n");
    }

    /** Whether anything was sent. */
    boolean flush() throws IOException {
        if (text.length() == 0) {
            return false;
        }
        emitter.send(text.toString(), TEXT);
        text.setLength(0);
        return true;
    }
}
