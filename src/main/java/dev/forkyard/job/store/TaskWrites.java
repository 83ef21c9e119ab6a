package dev.forkyard.job.store;

import dev.forkyard.engine.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives a job its tasks: their inputs, in chunks. */
final class TaskWrites {

    private static final int MOST_IN_CHUNK = 1_000;

    /** Most characters in a chunk of several inputs. */
    private static final int MOST_LENGTH = 1 << 18;

    private static final String FIRST_CHUNK = """
            INSERT INTO task_chunks (job_id, last_task, first_task, input_lengths, needs, weights, names, inputs)
            SELECT id, ?, ?, ?, ?, ?, ?, ? FROM jobs WHERE id = ? AND state NOT IN %s
            AND NOT EXISTS (SELECT 1 FROM task_chunks WHERE job_id = jobs.id)
            """.formatted(States.FINAL);

    private static final String CHUNK = """
            INSERT INTO task_chunks (last_task, first_task, input_lengths, needs, weights, names, inputs, job_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private TaskWrites() {}

    static Write split(UUID id, List<String> inputs, TaskGraph graph) {
        List<Binding> chunks = chunks(id, inputs, graph);
        return connection -> {
            if (chunks.isEmpty() || connection.update(FIRST_CHUNK, chunks.get(0)) == 0) {
                return 0;
            }
            connection.updateAll(CHUNK, chunks.subList(1, chunks.size()));
            return chunks.size();
        };
    }

    private static List<Binding> chunks(UUID id, List<String> inputs, TaskGraph graph) {
        List<Binding> chunks = new ArrayList<>();
        int first = 0;
        while (first < inputs.size()) {
            int end = first;
            long length = 0;
            do {
                length += inputs.get(end).length();
                end++;
            } while (end < inputs.size()
                    && end - first < MOST_IN_CHUNK
                    && length + inputs.get(end).length() <= MOST_LENGTH);
            chunks.add(chunk(id, first, inputs.subList(first, end), graph));
            first = end;
        }
        return chunks;
    }

    private static Binding chunk(UUID id, int first, List<String> inputs, TaskGraph graph) {
        int end = first + inputs.size();
        return row -> {
            Texts texts = Texts.of(inputs);
            row.number(end - 1)
                    .number(first)
                    .text(texts.lengths())
                    .text(json(graph.needs(), first, end))
                    .text(json(graph.weights(), first, end))
                    .text(json(graph.names(), first, end))
                    .text(texts.text())
                    .id(id);
        };
    }

    private static @Nullable String json(List<?> ofTasks, int first, int end) {
        return ofTasks.isEmpty() ? null : Json.write(ofTasks.subList(first, end));
    }
}
