package dev.forkyard.api.events;

import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events as <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">text/event-stream</a>. For use by
 * one thread.
 */
final class EventWriter {

    private final JsonMapper json;
    private final StringBuilder text = new StringBuilder();

    EventWriter(JsonMapper json) {
        this.json = json;
    }

    /**
     * Tells an event.
     *
     * @param id what the client says when it comes back
     * @param data written as JSON
     */
    void event(String name, String id, Object data) {
        text.append("event: ").append(name).append("\nid: ").append(id).append('\n');
        json.writeValueAsString(data)
                .lines()
                .forEach(line -> text.append("data: ").append(line).append('\n'));
        text.append('\n');
    }

    /** Tells how long to wait before coming back after a break. */
    void retry(int millis) {
        text.append("retry: ").append(millis).append("\n\n");
    }

    /** Tells nothing; whether the client is still there shows when it is sent. */
    void comment() {
        text.append(":\n\n");
    }

    /** How many characters were written since they were last taken. */
    int length() {
        return text.length();
    }

    /** What was written since this was last asked. */
    String take() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }
}
