package dev.forkyard.engine;

import java.util.Objects;

/**
 * What a running task asks of that which its job's tasks share. The engine passes it on without reading it, and the answer
 * back.
 *
 * @param number what the answer refers to; no other call of the same unit has it
 * @param operation what is asked
 * @param name of the counter or queue; empty where there is none
 * @param value JSON text, for PUT, OFFER and MESSAGE; else empty
 * @param first the amount to add, the expected value, the capacity, or the number of the call that is meant; else 0
 * @param second the next value of COMPARE_AND_SET; else 0
 * @param alone whether the task does nothing else while it waits for the answer, where that may come later
 */
public record SharedCall(
        long number, Operation operation, String name, String value, long first, long second, boolean alone) {

    public SharedCall {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }

    /** What can be asked. LOCK, PUT and TAKE may have to wait, all others are answered at once. */
    public enum Operation {
        /** The value of a counter. */
        GET,
        /** Adds to a counter; its new value. */
        ADD,
        /** Sets a counter that has the expected value; whether it had. */
        COMPARE_AND_SET,
        /** Takes the lock of a counter, once nobody else has it. */
        LOCK,
        /** Gives it back; {@code first} is the call that took it. Not answered. */
        UNLOCK,
        /** The capacity of a queue that is there. */
        FIND_QUEUE,
        /** The capacity of a queue, which is opened with the one given if it is not there. */
        OPEN_QUEUE,
        /** Puts a value into a queue, once it has room. */
        PUT,
        /** The same, unless it has no room now. */
        OFFER,
        /** Takes a value from a queue, once it has one. */
        TAKE,
        /** The same, unless it has none now. */
        POLL,
        /** Tells the client something. */
        MESSAGE,
        /** Has the call with the number {@code first} answered now, one way or the other. Not answered itself. */
        WITHDRAW
    }
}
