package dev.forkyard.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.engine.Descriptions;
import dev.forkyard.engine.UnitEnd;
import dev.forkyard.pool.plugin.PluginProbe;
import dev.forkyard.protocol.FrameTooLargeException;
import dev.forkyard.protocol.Message;
import dev.forkyard.protocol.MessageChannel;
import dev.forkyard.protocol.ProtocolException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * {@code current} is the one to end it, so that each ends exactly once. It begins without a place in the pool, and is given
 * one when it is put to use.
 */
final class Worker {

    private static final System.Logger LOG = System.getLogger(Worker.class.getName());
    private static final Duration EXIT = Duration.ofSeconds(2);
    private static final Duration LINGER = Duration.ofSeconds(5);
    private static final Duration KILL = Duration.ofSeconds(5);

    private final WorkerProcess process;
    private final MessageChannel channel;
    private final String generation;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final AtomicReference<@Nullable Assignment> current = new AtomicReference<>();
    private final AtomicReference<Death.@Nullable Cause> cause = new AtomicReference<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Descriptions> described = new CompletableFuture<>();
    private final CompletableFuture<PluginProbe.Contents> probed = new CompletableFuture<>();
    private final CompletableFuture<Death> death = new CompletableFuture<>();
    private final AtomicLong tasksRun = new AtomicLong();
    private final SignOfLife signs = new SignOfLife();
    private volatile Place place = Place.NONE;
    private volatile long exitPatience = EXIT.toNanos();
    private volatile boolean dismissed;
    private volatile boolean used;

    /** Bytes; 0: not known. */
    private volatile long memoryAtStart;

    private volatile boolean forOne;
    private volatile boolean warm;
    private volatile boolean dead;

    /** By {@link System#nanoTime}; absent until it is, and while that is paused. */
    @GuardedBy("this") private @Nullable Long warmUpAsked;

    /** @param generation id of the plug-ins that it was started with; empty where it has none */
    Worker(WorkerProcess process, MessageChannel channel, String generation) {
        this.process = process;
        this.channel = channel;
        this.generation = generation;
    }

    /**
     * Where in the pool a worker works.
     *
     * @param name of its slot
     * @param core it is pinned to, if it is
     */
    record Place(String name, OptionalInt core) {

        static final Place NONE = new Place("spare", OptionalInt.empty());
    }

    /** Hears of a worker's work and end, on the worker's reading thread. */
    interface Owner {

        /** Units have ended; {@code damaged}: the worker is not to be used again, and is about to exit. */
        void onEnded(Worker worker, Assignment assignment, List<UnitEnd> ends, boolean damaged);

        /** Its job types have warmed up. */
        void onWarm(Worker worker);

        /** The unit that runs has printed too much, and was told to stop. */
        void onOverflow(Worker worker, Assignment assignment, int unit);

        /** The process is gone; {@code ends} are those of what it was doing, if it was doing something. */
        void onDeath(Worker worker, Death death, @Nullable Assignment assignment, List<UnitEnd> ends);
    }

    void watch(Owner owner) {
        Thread reader = new Thread(() -> read(owner), "worker-" + pid() + "-reader");
        reader.setDaemon(true);
        reader.start();
        // The end of the channel tells, unless some process that the task started has it open as well.
        CompletableFuture<Void> unused = process.process()
                .onExit()
                .thenRunAsync(
                        channel::close, CompletableFuture.delayedExecutor(LINGER.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Completes when it waits for work; fails when it dies before. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Has its job types warm up while it has nothing to do; again is harmless. */
    synchronized void warmUp() {
        if (warmUpAsked == null) {
            warmUpAsked = System.nanoTime();
            channel.send(new Message.WarmUp());
        }
    }

    /** Has it leave the rest of that until it is asked again; harmless where there is none. */
    synchronized void pauseWarmUp() {
        if (warmUpAsked != null && !warm) {
            warmUpAsked = null;
            channel.send(new Message.PauseWarmUp());
        }
    }

    /** Whether its job types have warmed up, as far as they can. */
    boolean isWarm() {
        return warm;
    }

    /** For how long it has been warming up, or had the time to, since that was last begun or resumed. */
    synchronized Duration warmUpTook() {
        return warmUpAsked == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - warmUpAsked);
    }

    /** Asks for what it can run; fails when the worker dies before it has told. */
    CompletableFuture<Descriptions> describe() {
        channel.send(new Message.Describe());
        return described;
    }

    /** Asks for what is in the plug-in that it was started with; fails when the worker dies before it has told. */
    CompletableFuture<PluginProbe.Contents> probe() {
        channel.send(new Message.Probe());
        return probed;
    }

    /**
     * Hands over units of work; false if the worker is dead.
     *
     * @throws FrameTooLargeException if they are too large to be sent; the worker is idle as before
     * @throws OutOfMemoryError if the server has no memory to send them; likewise
     */
    boolean start(Assignment assignment) {
        used = true;
        if (!current.compareAndSet(null, assignment)) {
            throw new IllegalStateException(place.name() + " has work already");
        }
        try {
            channel.send(assignment.toMessage(name()));
        } catch (FrameTooLargeException | OutOfMemoryError e) {
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

    /** Tells the worker something about the assignment, if it is still the one under way; whether it is. */
    boolean tell(Assignment assignment, @Nullable Message message) {
        if (message == null || current.get() != assignment) {
            return false;
        }
        channel.send(message);
        return true;
    }

    /** Kills the process unless that unit has ended, so that whatever came after is spared. */
    void kill(Assignment assignment, int unit) {
        if (current.get() == assignment && assignment.doom(unit)) {
            kill(Death.Cause.complaint("the server ended it, since the task did not stop when it was told to"));
        }
    }

    /** Ends the process by force, with every process that it started; the first cause given is told. */
    void kill(Death.Cause why) {
        cause.compareAndSet(null, why);
        process.kill();
    }

    /** Kills, and waits until the owner has heard of it, also in a thread that is interrupted. */
    void end(Death.Cause why) {
        kill(why);
        awaitEnd(KILL);
    }

    /** Waits for so long until the owner has heard of its death, also in a thread that is interrupted. */
    boolean awaitEnd(Duration atMost) {
        death.<@Nullable Death>thenApply(each -> each)
                .completeOnTimeout(null, Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS)
                .join();
        return death.isDone();
    }

    /** Lets the process end by itself, once it is idle, within so long. */
    void stop(Duration within) {
        dismissed = true;
        exitPatience = within.toNanos();
        channel.send(new Message.Stop());
    }

    /** Whether its end is no surprise: it was told to stop, or has said that it will. */
    boolean dismissed() {
        return dismissed;
    }

    /** Completes once the process is gone and the owner has heard of it. */
    CompletableFuture<Death> death() {
        return death;
    }

    /** Gives it a place; whether that is at another core than the one before. */
    boolean place(Place given) {
        boolean moved = !given.core().equals(place.core());
        place = given;
        return moved;
    }

    String name() {
        return place.name();
    }

    OptionalInt core() {
        return place.core();
    }

    WorkerProcess process() {
        return process;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return !dead && process.isAlive();
    }

    Instant startedAt() {
        return startedAt;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Id of the plug-ins that it has; empty where it has none. */
    String generation() {
        return generation;
    }

    /** It is to end with the lease that it is given. */
    void dedicate() {
        forOne = true;
    }

    /** Whether it may be given another lease, for all that is known. */
    boolean isReusable() {
        return !forOne && !dismissed && isAlive();
    }

    /** Whether it has never had any work. */
    boolean isUnused() {
        return !used;
    }

    long tasksRun() {
        return tasksRun.get();
    }

    /** It is about to serve: what memory it holds now is what it is measured by. */
    void weigh() {
        Long resident = ResidentMemory.of(pid());
        memoryAtStart = resident == null ? 0 : resident;
    }

    /** By how many bytes it has grown since; 0 where that is not known. */
    long memoryGrowth() {
        Long resident = ResidentMemory.of(pid());
        return resident == null || memoryAtStart == 0 ? 0 : resident - memoryAtStart;
    }

    SignOfLife signs() {
        return signs;
    }

    /** What it works on now. */
    @Nullable Assignment assignment() {
        return current.get();
    }

    private void read(Owner owner) {
        Incoming incoming = new Incoming(owner);
        try {
            while (true) {
                Message message = channel.receive();
                signs.seen();
                incoming.handle(message);
                if (!channel.hasArrived()) {
                    incoming.tell();
                }
            }
        } catch (ProtocolException e) {
            cause.compareAndSet(null, Death.Cause.complaint("it broke the protocol: " + e.getMessage()));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.TRACE, "The end of the channel is the end of the process, which tells more", e);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, place.name() + " is ended since it cannot be understood", e);
            cause.compareAndSet(null, Death.Cause.complaint("the server could not handle its message: " + e));
        }
        try {
            incoming.tell();
        } finally {
            die(owner);
        }
    }

    private void die(Owner owner) {
        dead = true;
        long endedNanos = System.nanoTime();
        Death how = process.bury(cause, exitPatience);
        channel.close();
        WorkerStartException reason =
                new WorkerStartException(how.toFailure().message().replace("was lost", "did not start"));
        ready.completeExceptionally(reason);
        described.completeExceptionally(reason);
        probed.completeExceptionally(reason);
        Assignment assignment = current.getAndSet(null);
        List<UnitEnd> ends = assignment == null ? List.of() : assignment.lose(how.toFailure(), reckoning(), endedNanos);
        try {
            owner.onDeath(this, how, assignment, ends);
        } finally {
            death.complete(how);
        }
    }

    UsageReckoning reckoning() {
        return new UsageReckoning(name(), pid(), core());
    }

    /** Handles what arrives, and tells the owner of ends together as long as more has arrived already. */
    private final class Incoming {

        private final Owner owner;
        private List<UnitEnd> ends = new ArrayList<>();
        private boolean damaged;

        Incoming(Owner owner) {
            this.owner = owner;
        }

        void handle(Message message) throws ProtocolException {
            if (message instanceof Message.Heartbeat) {
                return;
            } else if (message instanceof Message.Ready) {
                ready.complete(null);
            } else if (message instanceof Message.Warm) {
                warm = true;
                owner.onWarm(Worker.this);
            } else if (message instanceof Message.Described answer) {
                described.complete(Translation.descriptions(answer));
            } else if (message instanceof Message.Probed answer) {
                probed.complete(Translation.contents(answer));
            } else {
                handle(message, Translation.id(message));
            }
        }

        private void handle(Message message, long id) throws ProtocolException {
            Assignment assignment = current.get();
            if (assignment == null) {
                throw new ProtocolException("it spoke of unit " + id + ", but it has none");
            }
            int unit = assignment.unit(id);
            if (message instanceof Message.Log log) {
                assignment.listener().printed(unit, log.text());
            } else if (message instanceof Message.Ask ask) {
                signs.progressed();
                assignment.listener().asked(unit, Translation.call(ask));
            } else if (message instanceof Message.Progress progress) {
                if (!(progress.fraction() >= 0 && progress.fraction() <= 1)) {
                    throw new ProtocolException("a share of " + progress.fraction() + " cannot be done");
                }
                signs.progressed();
                assignment.listener().progressed(unit, progress.fraction());
            } else if (message instanceof Message.Leaving) {
                damaged = true;
                dismissed = true;
            } else if (message instanceof Message.Overflowed) {
                assignment.overflow(unit);
                owner.onOverflow(Worker.this, assignment, unit);
            } else {
                UnitEnd end =
                        assignment.end(unit, Translation.outcome(message), Translation.meter(message), reckoning());
                if (end != null) {
                    ends.add(end);
                    tasksRun.addAndGet(assignment.isOfTasks() && end.usage() != null ? 1 : 0);
                    damaged |= message instanceof Message.Failed failed && failed.damaged();
                    if (damaged) {
                        dismissed = true;
                    }
                }
                if (assignment.isOver()) {
                    tell();
                }
            }
        }

        /** What a death ends is told after this; what was told before must have been. */
        void tell() {
            Assignment assignment = current.get();
            if (ends.isEmpty() || assignment == null) {
                return;
            }
            if (assignment.isOver()) {
                current.set(null);
            }
            List<UnitEnd> told = ends;
            ends = new ArrayList<>();
            owner.onEnded(Worker.this, assignment, told, damaged);
        }
    }
}
