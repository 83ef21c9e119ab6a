package dev.forkyard.job.schedule;

import dev.forkyard.engine.TaskGraph;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.store.StoredTask;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one job, as the scheduler sees them at once, and as others see them once it is committed. For use by the
 * scheduler's thread.
 */
final class TaskTable {

    /** To lay out more takes too long, and of so many the last few matter little. */
    private static final int MOST_LAID_OUT = 10_000;

    private final String[] inputs;
    private final @Nullable String[] results;
    private final int[] attempts;
    private final byte[] failedAttempts;
    private final byte[] serverLosses;
    private final State[] states;
    private final Deque<Integer> ready = new ArrayDeque<>();

    /** Tasks that wait for a JVM that has run nothing, since they were lost with the one they had. */
    private final Deque<Integer> readyForFresh = new ArrayDeque<>();

    /** Those and the ones that have been taken from among them. */
    private final BitSet wantFresh = new BitSet();

    private final TaskGraph graph;
    private final OpenNeeds needs;
    private final double totalWeight;
    private final Makespan makespan;
    private final BitSet ended = new BitSet();
    private double doneWeight;
    private int unfinished;
    private int committedSucceeded;
    private int committedFailed;
    private int committedCancelled;

    private TaskTable(int size, TaskGraph graph) {
        this.graph = graph;
        this.needs = new OpenNeeds(graph);
        this.totalWeight = graph.weights().isEmpty()
                ? size
                : graph.weights().stream().mapToDouble(Double::doubleValue).sum();
        this.makespan = new Makespan(graph, needs, size);
        this.inputs = new String[size];
        this.results = new String[size];
        this.attempts = new int[size];
        this.failedAttempts = new byte[size];
        this.serverLosses = new byte[size];
        this.states = new State[size];
        this.unfinished = size;
        Arrays.fill(states, State.QUEUED);
    }

    /** Tasks of which none has run. */
    static TaskTable fresh(List<String> inputs, TaskGraph graph) {
        TaskTable table = new TaskTable(inputs.size(), graph);
        for (int i = 0; i < inputs.size(); i++) {
            table.inputs[i] = inputs.get(i);
            if (table.needs.areMet(i)) {
                table.ready.add(i);
            }
        }
        return table;
    }

    /** Tasks as the store has them: those that have ended stay as they are, the others wait. */
    static TaskTable restored(List<StoredTask> stored, TaskGraph graph) {
        TaskTable table = new TaskTable(stored.size(), graph);
        for (StoredTask task : stored) {
            table.inputs[task.index()] = task.input();
            table.attempts[task.index()] = task.attempts();
            table.failedAttempts[task.index()] = (byte) Math.min(Byte.MAX_VALUE, task.failedAttempts());
            table.serverLosses[task.index()] = (byte) Math.min(Byte.MAX_VALUE, task.serverLosses());
        }
        stored.stream().filter(task -> task.state().isFinal()).forEach(task -> {
            table.end(task.index(), task.state(), task.result());
            table.commit(task.index(), task.state());
        });
        table.ready.clear(); // Again in the tasks' order.
        for (int i = 0; i < table.size(); i++) {
            if (!table.states[i].isFinal() && table.needs.areMet(i)) {
                table.ready.add(i);
            }
        }
        return table;
    }

    int size() {
        return inputs.length;
    }

    int ready() {
        return ready.size();
    }

    boolean hasReadyForFresh() {
        return !readyForFresh.isEmpty();
    }

    boolean allSucceeded() {
        return unfinished == 0 && Arrays.stream(states).allMatch(state -> state == State.SUCCEEDED);
    }

    boolean hasSucceeded(int index) {
        return states[index] == State.SUCCEEDED;
    }

    boolean allEnded() {
        return unfinished == 0;
    }

    /** Takes the first waiting task for its next attempt. */
    int take() {
        return begin(ready.remove());
    }

    /** The same of those that wait for a JVM that has run nothing. */
    int takeForFresh() {
        return begin(readyForFresh.remove());
    }

    private int begin(int index) {
        attempts[index]++;
        states[index] = State.RUNNING;
        return index;
    }

    /** Length of the input that {@link #take} would take next; 0 when none waits. */
    int nextInputLength() {
        Integer next = ready.peek();
        return next == null ? 0 : inputs[next].length();
    }

    /** Gives a task back that was taken but never begun; it is the first to be taken again. */
    void putBack(int index) {
        attempts[index]--;
        states[index] = State.QUEUED;
        if (wantFresh.get(index)) {
            readyForFresh.addFirst(index);
        } else {
            ready.addFirst(index);
        }
    }

    /** An attempt has failed, by the task's own doing as far as is known; how many have by now. */
    int countFailure(int index) {
        return failedAttempts[index] == Byte.MAX_VALUE ? Byte.MAX_VALUE : ++failedAttempts[index];
    }

    /** An attempt has ended with the server, or by its order; how many have by now. */
    int countServerLoss(int index) {
        return serverLosses[index] == Byte.MAX_VALUE ? Byte.MAX_VALUE : ++serverLosses[index];
    }

    /** The most server losses that any unfinished task has had. */
    int worstServerLosses() {
        int worst = 0;
        for (int i = 0; i < size(); i++) {
            worst = states[i].isFinal() ? worst : Math.max(worst, serverLosses[i]);
        }
        return worst;
    }

    /** Has a task tried again whose attempt has ended; {@code fresh}: in a JVM that has run nothing. */
    void retry(int index, boolean fresh) {
        states[index] = State.QUEUED;
        wantFresh.set(index, fresh);
        if (fresh) {
            readyForFresh.add(index);
        } else {
            ready.add(index);
        }
    }

    int attempt(int index) {
        return attempts[index];
    }

    String input(int index) {
        return inputs[index];
    }

    /** What a task is called. */
    String name(int index) {
        return graph.name(index);
    }

    /** The results of the tasks that one needs; they have succeeded. */
    List<String> needed(int index) {
        return needs.of(index).stream()
                .map(each -> Objects.requireNonNull(results[each]))
                .toList();
    }

    /** A task has ended. Those that needed it are ready when that was all they lacked, or will never run. */
    void end(int index, State state, @Nullable String result) {
        if (states[index].isFinal()) {
            return;
        }
        states[index] = state;
        results[index] = result;
        unfinished--;
        ended.set(index);
        doneWeight += state == State.CANCELLED ? 0 : graph.weight(index);
        if (state == State.SUCCEEDED) {
            needs.meet(index).stream().filter(each -> !states[each].isFinal()).forEach(ready::add);
        } else {
            needs.wanting(index).forEach(each -> end(each, State.CANCELLED, null));
        }
    }

    /** The store has the end of a task in that state. */
    void commit(int index, State state) {
        switch (state) {
            case SUCCEEDED -> committedSucceeded++;
            case FAILED -> committedFailed++;
            default -> committedCancelled++;
        }
    }

    /** The weight of one task. */
    double weight(int index) {
        return graph.weight(index);
    }

    /** The weight of the tasks that have run to their end. */
    double done() {
        return doneWeight;
    }

    /** Which tasks are over now. */
    Progress.Standing standing() {
        return new Progress.Standing(size() > MOST_LAID_OUT ? null : (BitSet) ended.clone(), doneWeight);
    }

    /** How far the tasks are now, of which those given run. */
    Progress progress(
            List<? extends Progress.Running> running,
            Progress.@Nullable Checkpoint since,
            int workers,
            double nanosPerWeight) {
        return new Progress(makespan, totalWeight, standing(), running, since, workers, nanosPerWeight);
    }

    /** Tasks that wait will not be run any more. */
    void dropReady() {
        ready.clear();
        readyForFresh.clear();
    }

    /** The results in task order; all tasks have succeeded. */
    List<String> results() {
        return Arrays.asList(results);
    }

    /**
     * As others may see it: a task whose outcome is not committed yet is queued, as it is in the store and would be after a
     * crash, and so is one that will not be run any more until the job's end is committed.
     *
     * @param running how many tasks workers run now
     */
    TaskCounts counts(int running) {
        int ended = committedSucceeded + committedFailed + committedCancelled;
        int queued = size() - ended - running;
        return new TaskCounts(size(), queued, running, committedSucceeded, committedFailed, committedCancelled);
    }

    /** As it stands when the job ends: what never ran, or was stopped, is cancelled. */
    TaskCounts finalCounts() {
        int succeeded = count(State.SUCCEEDED);
        int failed = count(State.FAILED);
        return new TaskCounts(size(), 0, 0, succeeded, failed, size() - succeeded - failed);
    }

    /** The share of the work that tasks have done which have run to their end, whether the store has that or not. */
    double finalShare() {
        return doneWeight / totalWeight;
    }

    private int count(State state) {
        return (int) Arrays.stream(states).filter(each -> each == state).count();
    }
}
