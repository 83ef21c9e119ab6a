package dev.forkyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.Descriptions;
import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Representation;
import dev.forkyard.engine.SharedAnswer;
import dev.forkyard.engine.SharedCall;
import dev.forkyard.engine.TaskEngine;
import dev.forkyard.engine.TaskGraph;
import dev.forkyard.engine.UnitEnd;
import dev.forkyard.engine.Usage;
import dev.forkyard.engine.Work;
import dev.forkyard.engine.WorkListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An engine in memory whose workers do what a test says: each unit of work waits to be ended by the test, unless the script
 * knows its outcome, which then comes from the engine's own thread. Units of one lease begin one after the other. Work that is
 * cancelled ends as CANCELLED, unless the workers are told to be stubborn; units that have not begun are given back when they
 * are recalled, unless the workers are told to keep them. Any idle worker will do for either isolation.
 *
 * <p>An idle worker is given only at the second asking: the first has the engine signal, so that whoever asks has dealt with
 * what was told before. An {@linkplain #eager() eager} engine gives it to the first, even before it tells what it has ended.
 */
public final class ScriptedEngine implements TaskEngine, AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Clock clock;
    private final Queue<Idle> idle = new ArrayDeque<>();
    private final Queue<Work> history = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> batches = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Begun> begun = new LinkedBlockingQueue<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "scripted-engine");
        made.setDaemon(true);
        return made;
    });
    private volatile Function<Work, Outcome> script = work -> null;
    private volatile Duration wall = Duration.ofMillis(4);
    private volatile Descriptions descriptions = Descriptions.NONE;
    private volatile Supplier<Set<String>> needed = Set::of;
    private volatile Optional<String> problem = Optional.empty();
    private volatile boolean stubborn;
    private volatile boolean keeping;
    private volatile boolean eager;
    private volatile boolean freshWithheld;
    private volatile Set<String> withheld = Set.of();
    private volatile Path jobDirectories = Path.of("no-files-here");
    private Runnable signal = () -> {};
    private int workers;
    private int refusals;
    private int refused;
    private int running;
    private int mostRunning;

    public ScriptedEngine(int workers, Clock clock) {
        this.clock = clock;
        hire(workers);
    }

    /** Has jobs' tasks leave their files there. */
    public ScriptedEngine leavingFilesIn(Path directory) {
        jobDirectories = directory;
        return this;
    }

    /** Adds idle workers. */
    public void hire(int more) {
        synchronized (this) {
            for (int i = 0; i < more; i++) {
                idle.add(new Idle(++workers));
            }
        }
        signal();
    }

    /** Answers work as the function says; what it gives null for waits for the test. */
    public ScriptedEngine answering(Function<Work, Outcome> outcomes) {
        script = outcomes;
        return this;
    }

    /** Has each unit take so long, as its worker measures it, where the test does not say otherwise. */
    public ScriptedEngine taking(Duration each) {
        wall = each;
        return this;
    }

    /** Has workers go on with what is cancelled. */
    public ScriptedEngine stubborn() {
        stubborn = true;
        return this;
    }

    /** Has workers keep what they were handed, though it is recalled. */
    public ScriptedEngine keeping() {
        keeping = true;
        return this;
    }

    /** Has workers given to whoever asks, even before it is told what they have ended, as a pool may. */
    public ScriptedEngine eager() {
        eager = true;
        return this;
    }

    /** Has workers do what they are asked again. */
    public void relent() {
        stubborn = false;
        keeping = false;
    }

    public ScriptedEngine knowing(JobTypeDescription... described) {
        return knowing(new Descriptions(List.of(described), List.of(), Descriptions.PluggedIn.NONE));
    }

    public ScriptedEngine knowing(Descriptions all) {
        descriptions = all;
        return this;
    }

    public void hasProblem(String sentence) {
        problem = Optional.of(sentence);
    }

    /** Has no JVM that has run nothing, until told otherwise. */
    public void withholdFresh(boolean withheld) {
        freshWithheld = withheld;
        signal();
    }

    /** Has no worker with these plug-ins, until told otherwise. */
    public void withholdGenerations(String... generations) {
        withheld = Set.of(generations);
        signal();
    }

    /** The next so many leases turn out to be of workers that are gone. */
    public synchronized void refuseStarts(int count) {
        refusals = count;
    }

    public synchronized int refused() {
        return refused;
    }

    /** Waits for the next piece of work that is left to the test. */
    public Begun next() {
        try {
            Begun next = begun.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("the next piece of work").isNotNull();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Whether no work is left to the test that it has not taken. */
    public boolean isQuiet() {
        return begun.isEmpty();
    }

    /** All work that was begun, in that order. */
    public List<Work> history() {
        return List.copyOf(history);
    }

    /** How many units each lease was started with, in that order. */
    public List<Integer> batches() {
        return List.copyOf(batches);
    }

    /** Most workers that ran something at once. */
    public synchronized int mostRunning() {
        return mostRunning;
    }

    @Override
    public Optional<Lease> lease(Isolation isolation, String generation) {
        if ((isolation == Isolation.FRESH && freshWithheld) || withheld.contains(generation)) {
            return Optional.empty();
        }
        boolean askAgain = false;
        synchronized (this) {
            for (Idle each : idle) {
                if (eager || each.isAsked(isolation, generation)) {
                    idle.remove(each);
                    return Optional.of(new ScriptedLease(each.worker, isolation, generation));
                }
            }
            for (Idle each : idle) {
                askAgain |= each.ask(isolation, generation);
            }
        }
        if (askAgain) {
            signal();
        }
        return Optional.empty();
    }

    @Override
    public void onCapacity(Runnable listener) {
        synchronized (this) {
            signal = listener;
        }
        listener.run();
    }

    @Override
    public synchronized int capacity() {
        return workers;
    }

    @Override
    public Descriptions descriptions() {
        return descriptions;
    }

    @Override
    public void keep(Supplier<Set<String>> generations) {
        needed = generations;
    }

    /** Which generations of plug-ins the scheduler says that its jobs need. */
    public Set<String> needed() {
        return needed.get();
    }

    @Override
    public Path jobDirectories() {
        return jobDirectories;
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void signal() {
        Runnable current;
        synchronized (this) {
            current = signal;
        }
        current.run();
    }

    private void free(int worker) {
        synchronized (this) {
            idle.add(new Idle(worker));
        }
        signal();
    }

    private synchronized void released() {
        running--;
    }

    /** Has the engine's thread do something, unless the engine is closed. */
    private void later(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            assertThat(thread.isShutdown()).isTrue();
        }
    }

    private void begin(Begun unit) {
        history.add(unit.work);
        Outcome known = script.apply(unit.work);
        if (known == null) {
            begun.add(unit);
        } else {
            later(() -> unit.end(known));
        }
    }

    /** An outcome of a split. */
    public static Outcome tasks(String... inputs) {
        return new Outcome.Tasks(List.of(inputs), TaskGraph.NONE);
    }

    /** An outcome of a task or a combination. */
    public static Outcome value(String json, Representation... representations) {
        return new Outcome.Value(json, List.of(representations));
    }

    public static Outcome failed(FailureReason reason, String message) {
        return new Outcome.Failed(Failure.of(reason, message));
    }

    /** An idle worker, and the generations that it was asked for since it is. */
    private record Idle(int worker, Set<String> fresh, Set<String> pooled) {

        Idle(int worker) {
            this(worker, new HashSet<>(), new HashSet<>());
        }

        boolean isAsked(Isolation isolation, String generation) {
            return (isolation == Isolation.FRESH ? fresh : pooled).contains(generation);
        }

        /** Notes it, unless it is known. What may run in any worker is asked for last, and is not to get ahead of the rest. */
        boolean ask(Isolation isolation, String generation) {
            if (isolation != Isolation.FRESH) {
                return pooled.add(generation);
            }
            boolean isNew = fresh.add(generation);
            if (isNew) {
                pooled.clear();
            }
            return isNew;
        }
    }

    /** A unit of work that a worker runs, with those that wait behind it in its lease. */
    public final class Begun {

        private final ScriptedLease lease;
        private final int number;
        private final Work work;
        private volatile Instant startedAt = clock.instant();
        private final BlockingQueue<SharedAnswer> answers = new LinkedBlockingQueue<>();
        private volatile boolean cancelled;

        private Begun(ScriptedLease lease, int number, Work work) {
            this.lease = lease;
            this.number = number;
            this.work = work;
        }

        public Work work() {
            return work;
        }

        public <W extends Work> W work(Class<W> kind) {
            assertThat(work).isInstanceOf(kind);
            return kind.cast(work);
        }

        public String worker() {
            return lease.worker();
        }

        public Isolation isolation() {
            return lease.isolation;
        }

        /** Of the plug-ins that its worker was to have. */
        public String generation() {
            return lease.generation;
        }

        public boolean isCancelled() {
            return cancelled;
        }

        /** Whether those that wait behind it were asked for. */
        public boolean isRecalled() {
            return lease.recalled;
        }

        /** Whether none waits behind it, since those that did have been given back. */
        public boolean isLast() {
            synchronized (lease) {
                return lease.ended.nextClearBit(number + 1) >= lease.units.size();
            }
        }

        public void progress(double fraction) {
            lease.listener.progressed(number, fraction);
        }

        public void print(String text) {
            lease.listener.printed(number, text);
        }

        /** Asks for something that its job's tasks share; the answer is among the {@link #answers()}. */
        public void ask(SharedCall call) {
            lease.listener.asked(number, call);
        }

        /** The one that waits behind it in its lease. */
        public Begun behind() {
            return lease.units.get(number + 1);
        }

        /** What it was answered, and has not been taken. */
        public BlockingQueue<SharedAnswer> answers() {
            return answers;
        }

        /** It uses no processor time and tells nothing; null: it goes on. */
        public void stall(Instant since) {
            lease.listener.stalled(number, since);
        }

        public void end(Outcome outcome) {
            end(outcome, wall, Duration.ofMillis(3));
        }

        /** Ends the work, unless it has ended; and with it the worker, where that is lost. */
        public void end(Outcome outcome, Duration wallTime, Duration cpu) {
            Usage usage = new Usage(
                    lease.worker(),
                    lease.pid(),
                    lease.ppid(),
                    lease.worker - 1,
                    startedAt,
                    clock.instant(),
                    wallTime,
                    cpu,
                    Duration.ZERO,
                    512);
            lease.end(new UnitEnd(number, outcome, usage));
        }

        private void cancel() {
            cancelled = true;
            if (!stubborn) {
                later(() -> end(new Outcome.Cancelled()));
            }
        }
    }

    private final class ScriptedLease implements Lease {

        private final int worker;
        private final Isolation isolation;
        private final String generation;
        private final BitSet ended = new BitSet();
        private volatile List<Begun> units = List.of();
        private volatile WorkListener listener;
        private volatile boolean recalled;
        private int head;

        ScriptedLease(int worker, Isolation isolation, String generation) {
            this.worker = worker;
            this.isolation = isolation;
            this.generation = generation;
        }

        @Override
        public long ppid() {
            return 1_000;
        }

        @Override
        public String worker() {
            return "worker-" + worker;
        }

        @Override
        public long pid() {
            return 1_000L + worker;
        }

        @Override
        public OptionalInt core() {
            return OptionalInt.of(worker - 1);
        }

        @Override
        public boolean start(List<? extends Work> works, WorkListener hearer) {
            assertThat(units).as("a lease starts once").isEmpty();
            assertThat(works).isNotEmpty();
            synchronized (ScriptedEngine.this) {
                if (refusals > 0) {
                    refusals--;
                    refused++;
                    idle.add(new Idle(worker));
                    return false;
                }
                running++;
                mostRunning = Math.max(mostRunning, running);
            }
            listener = hearer;
            List<Begun> all = new ArrayList<>();
            works.forEach(work -> all.add(new Begun(this, all.size(), work)));
            units = List.copyOf(all);
            batches.add(works.size());
            begin(units.get(0));
            return true;
        }

        private void end(UnitEnd end) {
            boolean last;
            boolean early = eager;
            synchronized (this) {
                if (ended.get(end.unit())) {
                    return;
                }
                assertThat(end.unit()).as("only what runs ends").isEqualTo(head);
                List<UnitEnd> ends = new ArrayList<>();
                ended.set(end.unit());
                ends.add(end);
                if (isLoss(end.outcome())) {
                    ends.addAll(returned());
                }
                last = ended.cardinality() == units.size();
                head = ended.nextClearBit(0);
                if (last) {
                    released();
                }
                if (last && early) {
                    free(worker);
                }
                listener.ended(ends, last);
            }
            if (!last) {
                units.get(head).startedAt = clock.instant();
                begin(units.get(head));
            } else if (!early) {
                free(worker);
            }
        }

        private static boolean isLoss(Outcome outcome) {
            return outcome instanceof Outcome.Failed failed && failed.failure().reason() == FailureReason.WORKER_LOST;
        }

        private List<UnitEnd> returned() {
            List<UnitEnd> ends = new ArrayList<>();
            for (int unit = head + 1; unit < units.size(); unit++) {
                if (!ended.get(unit)) {
                    ended.set(unit);
                    ends.add(new UnitEnd(unit, new Outcome.Returned(), null));
                }
            }
            return ends;
        }

        private synchronized void giveBack() {
            List<UnitEnd> ends = ended.cardinality() == units.size() ? List.of() : returned();
            if (!ends.isEmpty()) {
                listener.ended(ends, false);
            }
        }

        @Override
        public void cancel(int unit) {
            units.get(unit).cancel();
        }

        @Override
        public void cancel() {
            recall();
            synchronized (this) {
                units.get(Math.min(head, units.size() - 1)).cancel();
            }
        }

        @Override
        public void answer(int unit, SharedAnswer answer) {
            units.get(unit).answers.add(answer);
        }

        @Override
        public void recall() {
            recalled = true;
            if (!keeping) {
                later(this::giveBack);
            }
        }
    }
}
