package dev.forkyard.api;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events as a client reads them; for use by one thread. */
final class Events implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpResponse<Stream<String>> response;
    private final Iterator<String> lines;

    Events(HttpResponse<Stream<String>> response) {
        this.response = response;
        this.lines = response.body().iterator();
    }

    /** One of them; its text is JSON. */
    record Event(String name, String id, String text) {

        JsonNode data() {
            return JSON.readTree(text);
        }
    }

    int status() {
        return response.statusCode();
    }

    /** Reads up to the first that is so; those before it, and itself. */
    List<Event> until(Predicate<Event> wanted) {
        List<Event> read = new ArrayList<>();
        Event next = next();
        while (next != null) {
            read.add(next);
            if (wanted.test(next)) {
                return read;
            }
            next = next();
        }
        throw new AssertionError("the events ended without the one that was wanted: " + read);
    }

    /** All up to the end of the stream. */
    List<Event> rest() {
        List<Event> read = new ArrayList<>();
        for (Event next = next(); next != null; next = next()) {
            read.add(next);
        }
        return read;
    }

    /** The next one; null at the end of the stream. */
    private Event next() {
        String name = "";
        String id = "";
        StringBuilder data = new StringBuilder();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.isEmpty() && data.length() > 0) {
                return new Event(name, id, data.toString());
            }
            if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("data: ")) {
                data.append(line.substring("data: ".length())).append('\n');
            }
        }
        return null;
    }

    @Override
    public void close() {
        response.body().close();
    }
}
