package dev.forkyard.catalog.hashsearch;

import dev.forkyard.catalog.progress.TaskProgress;
import dev.forkyard.task.Counter;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Finds the text that has a hash, by trying all texts over an alphabet, the shorter ones first.
 *
 * <p>The task that finds it tells so by a counter of the job, which the others look at while they run and before: so the
 * search ends everywhere within a few hundredths of a second. The counter holds the number of the task that found the text, and
 * that task does not stop for it: run again, since its worker was lost before it could tell the text, it finds it again.
 */
public final class HashSearch implements JobType<HashSearch.Params, HashSearch.Task, HashSearch.Part> {

    /** A quarter of a second's work or so. */
    private static final long TASK_TEXTS = 1 << 21;

    /** With the most texts that there may be, a task takes some two seconds: other jobs wait no longer for a worker. */
    private static final int MOST_TASKS = 1 << 14;

    static final int MOST_LENGTH = 64;

    /** The job's counter: the finding task's number and 1; 0 while nothing is found. */
    static final String COUNTER = "found";

    /**
     * What to look for.
     *
     * @param target the hash in hexadecimal digits, as many as the algorithm gives
     * @param alphabet the letters that the text may be of, each once
     * @param maxLength the most letters that it may have
     */
    public record Params(
            @Param(description = "The hash function.", defaultValue = "SHA-256")
            Algorithm algorithm,

            @Param(
                    description =
                            "The hash of the text, in hexadecimal digits: 32 for MD5, 40 for SHA-1, 64 for SHA-256,"
                                    + " 128 for SHA-512.",
                    maxLength = 128,
                    pattern = "^([0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|[0-9a-fA-F]{128})$")
            String target,

            @Param(
                    description =
                            "The letters that the text may have, each of them once; of the text, UTF-8 is hashed.",
                    minLength = 1,
                    maxLength = 256,
                    defaultValue = "abcdefghijklmnopqrstuvwxyz")
            String alphabet,

            @Param(
                    description = "How many letters the text may have, at most; it has one at least.",
                    min = 1,
                    max = MOST_LENGTH)
            int maxLength) {}

    /** Texts to try. */
    public record Task(Params params, long first, long count) {}

    /**
     * What one task did.
     *
     * @param text what it found
     * @param tried hashes that it computed
     * @param stopped whether it ended early because another had found the text
     */
    public record Part(Optional<String> text, long tried, boolean stopped) {}

    /**
     * What all found.
     *
     * @param text the text; absent if there is none that has the hash
     * @param tried hashes computed by all tasks
     * @param texts how many texts there are
     */
    public record Result(boolean found, Optional<String> text, long tried, long texts) {}

    @Override
    public String name() {
        return "hash-search";
    }

    @Override
    public String description() {
        return "The text that has a given hash, found by trying; once one worker has it, all stop.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(
                new Example<>(
                        "five letters by SHA-256",
                        new Params(
                                Algorithm.SHA256,
                                "085154084c7427596104bc42f51f59f6d3ffd3d5f49f098210c20449fb7b2c71",
                                "abcdefghijklmnopqrstuvwxyz",
                                5)),
                new Example<>(
                        "a number of up to seven digits by MD5",
                        new Params(Algorithm.MD5, "6cc0d36686e6a433aa76f96773852d35", "0123456789", 7)));
    }

    /** {@inheritDoc} Texts are numbered from the short to the long, and tasks stand in that order. */
    @Override
    public List<Task> split(Params params) {
        int length = HexFormat.of().parseHex(params.target).length;
        if (length != params.algorithm.length()) {
            throw new IllegalArgumentException("'target' has %d hexadecimal digits, but a hash of %s has %d."
                    .formatted(2 * length, params.algorithm, 2 * params.algorithm.length()));
        }
        long texts = TextSpace.of(params.alphabet, params.maxLength).size();
        long each = Math.max(TASK_TEXTS, (texts - 1) / MOST_TASKS + 1);
        List<Task> tasks = new ArrayList<>();
        for (long first = 0; first < texts; first += each) {
            tasks.add(new Task(params, first, Math.min(each, texts - first)));
        }
        return tasks;
    }

    @Override
    public Part run(Task task, TaskContext context) throws InterruptedException {
        Counter counter = context.counter(COUNTER);
        long own = context.index() + 1L;
        Search search = new Search(task.params.algorithm, HexFormat.of().parseHex(task.params.target), () -> {
            long finder = counter.get();
            return finder != 0 && finder != own;
        });
        TextSpace texts = TextSpace.of(task.params.alphabet, task.params.maxLength);
        Part part = search.through(texts.from(task.first), task.count, TaskProgress.of(context));
        if (part.text.isPresent()) {
            counter.compareAndSet(0, own);
        }
        return part;
    }

    @Override
    public JobResult combine(Params params, List<Part> parts) {
        long tried = parts.stream().mapToLong(Part::tried).sum();
        Optional<String> text =
                parts.stream().flatMap(part -> part.text.stream()).findFirst();
        if (text.isEmpty() && parts.stream().anyMatch(Part::stopped)) {
            throw new IllegalStateException(
                    "The search was ended by a counter '%s' that no task of it has set.".formatted(COUNTER));
        }
        long texts = TextSpace.of(params.alphabet, params.maxLength).size();
        return JobResult.of(new Result(text.isPresent(), text, tried, texts));
    }
}
