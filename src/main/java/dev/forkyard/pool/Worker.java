package dev.forkyard.pool;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Representation;
import dev.forkyard.engine.Work;
import dev.forkyard.engine.WorkListener;
import dev.forkyard.protocol.FrameTooLargeException;
import dev.forkyard.protocol.Message;
import dev.forkyard.protocol.Message.Meter;
import dev.forkyard.protocol.MessageChannel;
import dev.forkyard.protocol.ProtocolException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One living worker JVM and the work it has.
 *
 * <p>A thread of its own reads its channel and tells its owner what happens; whoever takes the assignment out of
 * {@code current} is the one to end it, so that each ends exactly once.
 */
final class Worker {

    /** How long a worker that was told to stop may take: a class-data archive may have to be written. */
    static final long STOP_SECONDS = 60;

    private static final System.Logger LOG = System.getLogger(Worker.class.getName());
    private static final long EXIT_SECONDS = 2;
    private static final long KILL_SECONDS = 5;

    private final String name;
    private final OptionalInt core;
    private final Process process;
    private final MessageChannel channel;
    private final LastWords lastWords;
    private final Path scratch;
    private final Instant startedAt;
    private final AtomicReference<@Nullable Assignment> current = new AtomicReference<>();
    private final CompletableFuture<List<JobTypeDescription>> described = new CompletableFuture<>();
    private final CompletableFuture<Death> death = new CompletableFuture<>();
    private final AtomicLong tasksRun = new AtomicLong();
    private volatile boolean stopping;
    private volatile boolean dead;

    Worker(
            String name,
            OptionalInt core,
            Process process,
            MessageChannel channel,
            LastWords lastWords,
            Path scratch,
            Instant startedAt) {
        this.name = name;
        this.core = core;
        this.process = process;
        this.channel = channel;
        this.lastWords = lastWords;
        this.scratch = scratch;
        this.startedAt = startedAt;
    }

    /** Hears of a worker's work and end, on the worker's reading thread. */
    interface Owner {

        /** The worker has ended its assignment and is idle. */
        void onFinished(Worker worker, Assignment.End end);

        /** The process is gone; {@code lost} is the end of what it was doing, if it was doing something. */
        void onDeath(Worker worker, Death death, Assignment.@Nullable End lost);
    }

    void watch(Owner owner) {
        Thread reader = new Thread(() -> read(owner), name + "-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** Asks for the job types; fails when the worker dies before it has told them. */
    CompletableFuture<List<JobTypeDescription>> describe() {
        channel.send(new Message.Describe());
        return described;
    }

    /**
     * Hands over a piece of work; false if the worker is dead.
     *
     * @throws FrameTooLargeException if the work is too large to be sent; the worker is idle as before
     */
    boolean start(Assignment assignment) {
        if (!current.compareAndSet(null, assignment)) {
            throw new IllegalStateException(name + " has work already");
        }
        try {
            channel.send(assignment.toMessage());
        } catch (FrameTooLargeException e) {
            if (current.compareAndSet(assignment, null)) {
                throw e;
            }
            return true; // It died meanwhile, and the assignment is being told as lost.
        }
        if (dead && current.compareAndSet(assignment, null)) {
            return false; // It died before this assignment was there to be told as lost.
        }
        return true;
    }

    /** Asks the assignment to stop, if it is still the one under way. */
    void cancel(Assignment assignment) {
        if (current.get() == assignment) {
            assignment.markCancelled();
            channel.send(new Message.Cancel(assignment.id()));
        }
    }

    boolean has(Assignment assignment) {
        return current.get() == assignment;
    }

    /** Kills the process unless the assignment has ended, so that whatever came after is spared. */
    void kill(Assignment assignment) {
        if (has(assignment) && assignment.settle()) {
            kill();
        }
    }

    /** Ends the process by force, with every process that it started. */
    void kill() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** Kills, and waits until the owner has heard of it, also in a thread that is interrupted. */
    void end() {
        kill();
        death.<@Nullable Death>thenApply(each -> each)
                .completeOnTimeout(null, KILL_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Lets the process end by itself once it is idle. */
    void stop() {
        stopping = true;
        channel.send(new Message.Stop());
    }

    /** Completes once the process is gone and the owner has heard of it. */
    CompletableFuture<Death> death() {
        return death;
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    OptionalInt core() {
        return core;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Instant startedAt() {
        return startedAt;
    }

    long tasksRun() {
        return tasksRun.get();
    }

    Path scratch() {
        return scratch;
    }

    /** What it works on now. */
    @Nullable Assignment assignment() {
        return current.get();
    }

    private void read(Owner owner) {
        String complaint = null;
        try {
            while (true) {
                handle(channel.receive(), owner);
            }
        } catch (ProtocolException e) {
            complaint = "it broke the protocol: " + e.getMessage();
        } catch (IOException e) {
            complaint = null; // The end of the channel is the end of the process, which tells more.
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, name + " is ended since a message of it could not be handled", e);
            complaint = "the server could not handle its message: " + e;
        }
        die(owner, complaint);
    }

    private void handle(Message message, Owner owner) throws ProtocolException {
        if (message instanceof Message.Described answer) {
            described.complete(answer.types().stream().map(Worker::description).toList());
        } else if (message instanceof Message.Progress progress) {
            WorkListener listener = listener(progress.id());
            if (!(progress.fraction() >= 0 && progress.fraction() <= 1)) {
                throw new ProtocolException("a share of " + progress.fraction() + " cannot be done");
            }
            listener.progressed(progress.fraction());
        } else if (message instanceof Message.Log log) {
            listener(log.id()).printed(log.text());
        } else if (message instanceof Message.Tasks tasks) {
            finish(tasks.id(), new Outcome.Tasks(tasks.inputs()), tasks.meter(), owner);
        } else if (message instanceof Message.Value value) {
            List<Representation> forms = value.forms().stream()
                    .map(form -> new Representation(form.mediaType(), form.pointer()))
                    .toList();
            finish(value.id(), new Outcome.Value(value.json(), forms), value.meter(), owner);
        } else if (message instanceof Message.Failed failed) {
            finish(failed.id(), new Outcome.Failed(failure(failed)), failed.meter(), owner);
        } else if (message instanceof Message.Cancelled cancelled) {
            finish(cancelled.id(), new Outcome.Cancelled(), cancelled.meter(), owner);
        } else {
            throw new ProtocolException(
                    "a worker does not say " + message.getClass().getSimpleName());
        }
    }

    private WorkListener listener(long id) throws ProtocolException {
        return require(current.get(), id).listener();
    }

    private void finish(long id, Outcome outcome, Meter meter, Owner owner) throws ProtocolException {
        Assignment assignment = require(current.get(), id);
        if (!assignment.settle()) {
            return; // It is being killed, and ends with its process.
        }
        current.set(null);
        if (assignment.work() instanceof Work.Run) {
            tasksRun.incrementAndGet();
        }
        owner.onFinished(this, end(assignment, outcome, meter));
    }

    private static Assignment require(@Nullable Assignment assignment, long id) throws ProtocolException {
        if (assignment == null || assignment.id() != id) {
            throw new ProtocolException("it answered unit " + id + ", which it does not have");
        }
        return assignment;
    }

    private void die(Owner owner, @Nullable String complaint) {
        dead = true;
        Death how = bury(complaint);
        described.completeExceptionally(new WorkerStartException(how.toFailure().message()));
        Assignment assignment = current.getAndSet(null);
        Assignment.End lost = null;
        if (assignment != null) {
            Outcome outcome = assignment.cancelled() ? new Outcome.Cancelled() : new Outcome.Failed(how.toFailure());
            lost = end(assignment, outcome, null);
        }
        owner.onDeath(this, how, lost);
        death.complete(how);
    }

    /** Waits for the end of the process, forces it where there is a complaint or it does not come, and tells it. */
    private Death bury(@Nullable String seen) {
        String complaint = seen;
        String words = "";
        try {
            if (complaint == null && !process.waitFor(stopping ? STOP_SECONDS : EXIT_SECONDS, TimeUnit.SECONDS)) {
                complaint = "it closed its channel and went on";
            }
            if (complaint != null) {
                kill();
            }
            process.waitFor();
            words = lastWords.text();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.close();
        return new Death(process.isAlive() ? 0 : process.exitValue(), words, complaint);
    }

    Assignment.End end(Assignment assignment, Outcome outcome, @Nullable Meter meter) {
        return new Assignment.End(assignment, outcome, assignment.usage(name, pid(), core, meter));
    }

    private static Failure failure(Message.Failed failed) {
        FailureReason reason = failed.kind() == Message.FailureKind.OUTPUT_LIMIT
                ? FailureReason.OUTPUT_LIMIT
                : FailureReason.TASK_ERROR;
        return new Failure(
                reason,
                failed.message(),
                failed.exceptionType().isEmpty() ? null : failed.exceptionType(),
                failed.stack().isEmpty() ? null : failed.stack(),
                null,
                null,
                null,
                null);
    }

    private static JobTypeDescription description(Message.TypeDescription type) {
        return new JobTypeDescription(
                type.name(),
                type.description(),
                type.paramsSchema(),
                type.examples().stream()
                        .map(example -> new JobTypeDescription.Example(example.name(), example.params()))
                        .toList());
    }
}
