package dev.forkyard.job.shared;

import dev.forkyard.engine.SharedAnswer;
import dev.forkyard.engine.SharedCall;

/** A call that is to be answered later. */
record Wait(Caller caller, SharedCall call) {

    void answer(SharedAnswer.Kind kind, String text) {
        caller.answer(call, kind, text);
    }

    boolean isOf(Caller other, long number) {
        return caller == other && call.number() == number;
    }
}
