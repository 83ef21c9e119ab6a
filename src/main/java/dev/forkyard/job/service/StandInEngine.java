package dev.forkyard.job.service;

import dev.forkyard.engine.Descriptions;
import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Representation;
import dev.forkyard.engine.SharedAnswer;
import dev.forkyard.engine.TaskEngine;
import dev.forkyard.engine.TaskGraph;
import dev.forkyard.engine.UnitEnd;
import dev.forkyard.engine.Usage;
import dev.forkyard.engine.Work;
import dev.forkyard.engine.WorkListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs nothing: says of every work at once how it ended, which is made up, so that all that the service does about a job can
 * be gone through without a worker.
 */
final class StandInEngine implements TaskEngine, AutoCloseable {

    private static final int WORKERS = 2;
    private static final String RESULT = "{\"value\":1,\"text\":\"one\"}";
    private static final JobTypeDescription TYPE =
            new JobTypeDescription("rehearsal", "Computes nothing.", """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
             "properties": {"number": {"type": "integer", "minimum": 1, "maximum": 2, "default": 1},
                            "word": {"enum": ["a", "b"]},
                            "list": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3,
                                     "maxSum": 9}},
             "required": ["list"], "additionalProperties": false}
            """, List.of(), Map.of());

    private static final Descriptions DESCRIPTIONS =
            new Descriptions(List.of(TYPE), List.of(), Descriptions.PluggedIn.NONE);

    private final Path jobDirectories;
    private final ExecutorService threads;
    private final AtomicInteger idle = new AtomicInteger(WORKERS);
    private volatile Runnable signal = () -> {};

    StandInEngine(Path jobDirectories) {
        this.jobDirectories = jobDirectories;
        this.threads = Executors.newFixedThreadPool(WORKERS, task -> {
            Thread thread = new Thread(task, "rehearsal-engine");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Optional<Lease> lease(Isolation isolation, String generation) {
        boolean free = idle.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
        return free ? Optional.of(new StandInLease()) : Optional.empty();
    }

    @Override
    public void onCapacity(Runnable newSignal) {
        signal = newSignal;
        newSignal.run();
    }

    @Override
    public int capacity() {
        return WORKERS;
    }

    @Override
    public Descriptions descriptions() {
        return DESCRIPTIONS;
    }

    @Override
    public void keep(Supplier<Set<String>> generations) {
        // It has no plug-ins.
    }

    @Override
    public Path jobDirectories() {
        return jobDirectories;
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Outcome outcome(Work work) {
        if (work instanceof Work.Split) {
            return new Outcome.Tasks(List.of("{\"part\":1}", "{\"part\":2}", "{\"part\":3}"), TaskGraph.NONE);
        }
        List<Representation> forms =
                work instanceof Work.Combine ? List.of(Representation.ofString("text/plain", "/text")) : List.of();
        return new Outcome.Value(RESULT, forms);
    }

    private static Usage usage() {
        Instant now = Instant.now();
        Duration time = Duration.ofMillis(1);
        return new Usage("worker-1", 1, 1, 0, now, now, time, time, Duration.ZERO, 1);
    }

    /** One that ends its units as fast as it can tell. */
    private final class StandInLease implements Lease {

        @Override
        public String worker() {
            return "worker-1";
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public long ppid() {
            return 1;
        }

        @Override
        public OptionalInt core() {
            return OptionalInt.of(0);
        }

        @Override
        public boolean start(List<? extends Work> units, WorkListener listener) {
            threads.execute(() -> {
                for (int unit = 0; unit < units.size(); unit++) {
                    boolean last = unit + 1 == units.size();
                    if (last) {
                        idle.incrementAndGet();
                    }
                    listener.ended(List.of(new UnitEnd(unit, outcome(units.get(unit)), usage())), last);
                }
                signal.run();
            });
            return true;
        }

        @Override
        public void cancel(int unit) {
            // It ends in a moment anyway.
        }

        @Override
        public void cancel() {
            // It ends in a moment anyway.
        }

        @Override
        public void answer(int unit, SharedAnswer answer) {
            // None of its units asks.
        }

        @Override
        public void recall() {
            // Its units end in a moment anyway.
        }
    }
}
