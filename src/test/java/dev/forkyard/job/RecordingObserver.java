package dev.forkyard.job;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.job.schedule.ScheduleObserver;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Writes down what a scheduler tells its observer. */
public final class RecordingObserver implements ScheduleObserver {

    private final Queue<String> events = new ConcurrentLinkedQueue<>();

    public List<String> events() {
        return List.copyOf(events);
    }

    @Override
    public void jobStarted(String type, Duration queued) {
        events.add("started " + type + " after " + queued);
    }

    @Override
    public void jobFinished(String type, State state, FailureReason reason, Duration wall) {
        events.add("finished " + type + " " + state + " " + reason + " after " + wall);
    }

    @Override
    public void taskFinished(String type, State state, FailureReason reason, Duration wall, Duration cpu) {
        events.add("task " + type + " " + state + " " + reason + " " + wall + " " + cpu);
    }

    @Override
    public void taskRetried(FailureReason reason) {
        events.add("retried " + reason);
    }

    @Override
    public void taskStalled(String type) {
        events.add("stalled " + type);
    }

    @Override
    public void cancelled(Duration took) {
        events.add("cancelled after " + took);
    }
}
