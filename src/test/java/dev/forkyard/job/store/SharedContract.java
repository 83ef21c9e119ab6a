package dev.forkyard.job.store;

import static dev.forkyard.job.store.Samples.T;
import static dev.forkyard.job.store.Samples.cancelled;
import static dev.forkyard.job.store.Samples.ended;
import static dev.forkyard.job.store.Samples.id;
import static dev.forkyard.job.store.Samples.running;
import static dev.forkyard.job.store.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.SharedCall;
import dev.forkyard.engine.SharedCall.Operation;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.State;
import dev.forkyard.job.shared.Caller;
import dev.forkyard.job.shared.SharedContents;
import dev.forkyard.job.shared.SharedContents.Queue;
import dev.forkyard.job.shared.SharedLimits;
import dev.forkyard.job.shared.SharedMessage;
import dev.forkyard.job.shared.SharedState;
import dev.forkyard.job.shared.SharedView;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the store promises, on every database, of what the tasks of a job share. */
abstract class SharedContract extends StoreContract {

    private static final SharedLimits LIMITS = new SharedLimits(10, 10, 10, 10, 10, 100, 1000, 1000);
    private static final SharedContents SUBMITTED = SharedContents.submitted(
            Map.of("n", Long.MIN_VALUE),
            List.of(Queue.of("empty", 1, List.of()), Queue.of("w", 3, List.of("1", "\"ü\""))));

    private final Caller caller = new Caller(3, running(2), answer -> {});
    private final AtomicReference<CompletableFuture<Void>> flushed = new AtomicReference<>();

    /** What tasks of the job share, written behind as the scheduler does. */
    private SharedState state(SharedContents contents) {
        SharedState[] made = new SharedState[1];
        made[0] = new SharedState(
                contents,
                LIMITS,
                new AtomicLong(),
                () -> flushed.set(store.shared(JOB, made[0]::drain)),
                Clock.fixed(T, ZoneOffset.UTC));
        return made[0];
    }

    private void ask(SharedState state, Operation operation, String name, String value, long first) {
        state.call(caller, new SharedCall(1, operation, name, value, first, 0, false));
    }

    @Test
    void submittedContentsAreThereWithTheJob() {
        store.insert(JOB, spec(), SUBMITTED, T).join();
        store.insert(JOB, spec(), SUBMITTED, T).join();
        store.insert(id(2), spec(), T).join();

        assertThat(store.sharedContents(JOB)).isEqualTo(SUBMITTED);
        assertThat(store.sharedContents(id(2)).isEmpty()).isTrue();
        assertThat(store.sharing()).containsExactly(JOB);
    }

    @Test
    void changesAreWrittenAndAreThereForTheNextServer() {
        store.insert(JOB, spec(), SUBMITTED, T).join();
        SharedState state = state(SUBMITTED);
        ask(state, Operation.ADD, "n", "", 1);
        ask(state, Operation.ADD, "m", "", -4);
        ask(state, Operation.TAKE, "w", "", 0);
        ask(state, Operation.PUT, "w", "[null]", 0);
        ask(state, Operation.OPEN_QUEUE, "later", "", 7);
        ask(state, Operation.PUT, "later", "7", 0);
        ask(state, Operation.MESSAGE, "", "{\"a\":\"\\u0000\"}", 0);
        ask(state, Operation.MESSAGE, "", "2", 0);
        flushed.get().join();

        SharedContents stored = store.sharedContents(JOB);
        assertThat(SharedView.of(stored, 100)).isEqualTo(state.view(100));
        assertThat(stored.messages()).isEqualTo(2);
        assertThat(stored.messagesLength()).isEqualTo(15);
        assertThat(state(stored).view(100)).isEqualTo(state.view(100));
        assertThat(store.messages(JOB, 0, 10))
                .containsExactly(
                        new SharedMessage(1, 3, 2, "worker-1", T, "{\"a\":\"\\u0000\"}"),
                        new SharedMessage(2, 3, 2, "worker-1", T, "2"));
        assertThat(store.messages(JOB, 0, 1)).extracting(SharedMessage::number).containsExactly(1);
        assertThat(store.messages(JOB, 1, 5)).extracting(SharedMessage::number).containsExactly(2);
    }

    /** However short it has run: the next attempt, after a kill of the server, must know that it is not the first. */
    @Test
    void attemptIsKnownToRunAsSoonAsWhatItChanges() {
        split(4);
        SharedState state = state(SharedContents.NONE);
        ask(state, Operation.ADD, "n", "", 1);
        ask(state, Operation.ADD, "n", "", 1);
        flushed.get().join();

        assertThat(store.task(JOB, 3).orElseThrow().attempts()).containsExactly(running(2));

        attemptEnded(3, State.SUCCEEDED, ended(2, State.SUCCEEDED, T), "1", "").join();
        state(SharedContents.NONE)
                .call(new Caller(3, running(2), answer -> {}), new SharedCall(1, Operation.ADD, "m", "", 1, 0, false));
        flushed.get().join();

        assertThat(store.task(JOB, 3).orElseThrow().attempts())
                .extracting(Attempt::state)
                .containsExactly(State.SUCCEEDED);
    }

    @Test
    void queueGoesOnWhereItWasAfterARestart() {
        store.insert(JOB, spec(), SUBMITTED, T).join();
        SharedState before = state(SUBMITTED);
        ask(before, Operation.TAKE, "w", "", 0);
        flushed.get().join();
        SharedState after = state(store.sharedContents(JOB));
        ask(after, Operation.PUT, "w", "3", 0);
        ask(after, Operation.TAKE, "w", "", 0);
        ask(after, Operation.PUT, "w", "4", 0);
        flushed.get().join();

        assertThat(SharedView.of(store.sharedContents(JOB), 100).queues().get(1).items())
                .containsExactly("3", "4");
    }

    /** A write that runs again finds changes that came after it ran first, and must lose neither. */
    @Test
    void writeThatRunsAgainKeepsWhatItHadTaken() throws SQLException {
        store.insert(JOB, spec(), SUBMITTED, T).join();
        SharedState state = new SharedState(SUBMITTED, LIMITS, new AtomicLong(), () -> {}, Clock.systemUTC());
        Write write = SharedWrites.changes(JOB, state::drain);
        WriterConnection connection = new WriterConnection(dataSource);
        ask(state, Operation.ADD, "m", "", 1);
        ask(state, Operation.PUT, "w", "3", 0);
        write.execute(connection);
        connection.rollback();
        ask(state, Operation.ADD, "m", "", 1);
        ask(state, Operation.TAKE, "w", "", 0);
        write.execute(connection);
        connection.commit();
        connection.discard();

        assertThat(SharedView.of(store.sharedContents(JOB), 100)).isEqualTo(state.view(100));
    }

    @Test
    void contentsStayWhenTheJobHasEndedAndGoWhenItIsDeleted() throws SQLException {
        store.insert(JOB, spec(), SUBMITTED, T).join();
        SharedState state = state(SUBMITTED);
        ask(state, Operation.MESSAGE, "", "1", 0);
        store.finished(JOB, cancelled()).join();
        assertThat(store.sharing()).isEmpty();
        assertThat(store.sharedContents(JOB).queues()).isEqualTo(SUBMITTED.queues());

        store.delete(JOB).join();
        ask(state, Operation.ADD, "n", "", 1);
        flushed.get().join();
        for (String table : List.of("job_counters", "job_queues", "job_queue_items", "job_messages")) {
            assertThat(rows(table)).as(table).isZero();
        }
    }
}
