package dev.forkyard.pool;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.SharedAnswer;
import dev.forkyard.engine.UnitEnd;
import dev.forkyard.engine.Work;
import dev.forkyard.engine.WorkListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Stands for a worker that can never be started: whatever it is given fails at once, and says why. */
final class LostLease implements Lease {

    private static final String NOBODY = "none";

    private final String why;

    /** @param why a sentence */
    LostLease(String why) {
        this.why = why;
    }

    @Override
    public String worker() {
        return NOBODY;
    }

    @Override
    public long pid() {
        return 0;
    }

    @Override
    public long ppid() {
        return 0;
    }

    @Override
    public OptionalInt core() {
        return OptionalInt.empty();
    }

    @Override
    public boolean start(List<? extends Work> units, WorkListener listener) {
        List<UnitEnd> ends = new ArrayList<>();
        UsageReckoning nothing = new UsageReckoning(NOBODY, 0, OptionalInt.empty());
        for (int unit = 0; unit < units.size(); unit++) {
            Outcome failed = new Outcome.Failed(Failure.of(FailureReason.START_FAILED, why));
            ends.add(new UnitEnd(unit, failed, nothing.lost(Instant.now(), Duration.ZERO)));
        }
        listener.ended(ends, true);
        return true;
    }

    @Override
    public void answer(int unit, SharedAnswer answer) {
        // Nobody has asked.
    }

    @Override
    public void cancel(int unit) {
        // All have ended.
    }

    @Override
    public void cancel() {
        // All have ended.
    }

    @Override
    public void recall() {
        // All have ended.
    }
}
