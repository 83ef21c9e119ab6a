package dev.forkyard.job.shared;

import dev.forkyard.job.Attempt;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What has changed and is to be stored, and how much there is. Guarded by the lock of the {@link SharedState}, but for what
 * all jobs have in sum.
 */
final class Ledger {

    private final SharedLimits limits;
    private final AtomicLong ofAllJobs;
    private final Runnable flush;
    private final Clock clock;
    private SharedChanges changes = new SharedChanges();
    private boolean flushAsked;
    private long length;
    private int messages;
    private long messagesLength;

    /**
     * @param ofAllJobs length of the values that the queues of all jobs hold
     * @param flush has {@link #drain()} called soon, by another thread
     */
    Ledger(SharedLimits limits, AtomicLong ofAllJobs, SharedContents before, Runnable flush, Clock clock) {
        this.limits = limits;
        this.ofAllJobs = ofAllJobs;
        this.messages = before.messages();
        this.messagesLength = before.messagesLength();
        this.flush = flush;
        this.clock = clock;
    }

    SharedLimits limits() {
        return limits;
    }

    /** Where to note what an attempt changes; has it stored soon, together with the attempt. */
    SharedChanges change(Caller caller) {
        if (!flushAsked) {
            flushAsked = true;
            flush.run();
        }
        if (!caller.noted) {
            caller.noted = true;
            changes.by(caller.task(), caller.attempt());
        }
        return changes;
    }

    /** Has it stored soon that an attempt had a part in what leaves no other trace. */
    void note(Caller caller) {
        if (!caller.noted) {
            var unused = change(caller);
        }
    }

    /** What has changed since it was last asked. */
    SharedChanges drain() {
        SharedChanges drained = changes;
        changes = new SharedChanges();
        flushAsked = false;
        return drained;
    }

    /** Counts a value that is kept; a sentence that says why it cannot be, and then it is not counted. */
    Optional<String> keep(String value) {
        if (value.length() > limits.valueLength()) {
            return Optional.of("A value of a queue may have %d characters of JSON; this one has %d."
                    .formatted(limits.valueLength(), value.length()));
        }
        if (length + value.length() > limits.length()) {
            return Optional.of(
                    "The values in a job's queues may have %d characters of JSON together; with this one they would have %d."
                            .formatted(limits.length(), length + value.length()));
        }
        if (ofAllJobs.addAndGet(value.length()) > limits.totalLength()) {
            ofAllJobs.addAndGet(-value.length());
            return Optional.of(
                    "The values in the queues of all jobs have the %d characters of JSON that they may have together."
                            .formatted(limits.totalLength()));
        }
        length += value.length();
        return Optional.empty();
    }

    /** Counts a value that was kept before, whatever the limits say now. */
    void kept(String value) {
        length += value.length();
        ofAllJobs.addAndGet(value.length());
    }

    /** Counts a value no longer. */
    void drop(String value) {
        length -= value.length();
        ofAllJobs.addAndGet(-value.length());
    }

    /** Counts no value any longer. */
    void dropAll() {
        ofAllJobs.addAndGet(-length);
        length = 0;
    }

    /** Notes a message; a sentence that says why it cannot be told. */
    Optional<String> tell(Caller caller, String value) {
        if (value.length() > limits.valueLength()) {
            return Optional.of("A message may have %d characters of JSON; this one has %d."
                    .formatted(limits.valueLength(), value.length()));
        }
        if (messages >= limits.messages()) {
            return Optional.of("The tasks of a job may tell %d messages, and have.".formatted(limits.messages()));
        }
        if (messagesLength + value.length() > limits.length()) {
            return Optional.of(
                    "The messages of a job may have %d characters of JSON together; with this one they would have %d."
                            .formatted(limits.length(), messagesLength + value.length()));
        }
        messages++;
        messagesLength += value.length();
        Attempt attempt = caller.attempt();
        change(caller)
                .told(new SharedMessage(
                        messages, caller.task(), attempt.number(), attempt.worker(), clock.instant(), value));
        return Optional.empty();
    }
}
