package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.forkyard.protocol.Message;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.TaskContext;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTests {

    private final JobTypeRegistry types = new JobTypeRegistry(List.of());

    @Test
    void nothingWarmsUpBeforeItIsWantedAndItsEndIsToldOnce(@TempDir Path scratch) {
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader()); // Which knows no job type.
        try {
            WarmUp warmUp = new WarmUp(new JobTypeRegistry(List.of()), scratch, () -> {});
            Orders orders = new Orders();
            assertThat(warmUp.proceed(orders)).isFalse();

            warmUp.begin();
            assertThat(warmUp.proceed(orders)).isTrue();
            assertThat(warmUp.proceed(orders)).isFalse();
        } finally {
            Thread.currentThread().setContextClassLoader(WarmUpTests.class.getClassLoader());
        }
    }

    @Test
    void rehearsalsOfTheCatalogComeToTheirEnd(@TempDir Path scratch) throws Exception {
        for (BoundJobType<?, ?, ?> type : types.all()) {
            var rehearsals = new Rehearsals(List.of(type), types, scratch);
            rehearsals.step(new Orders());
            assertThat(rehearsals.areOver()).as(type.name()).isFalse(); // As it would be, had the type failed.
        }
    }

    @Test
    void rehearsalStopsWhenItIsInterruptedAndGoesOnLater(@TempDir Path scratch) throws Exception {
        var rehearsals = new Rehearsals(List.of(types.get("pi-digits")), types, scratch);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> rehearsals.step(new Orders()));
        assertThat(rehearsals.areOver()).isFalse();
        rehearsals.step(new Orders());
        assertThat(rehearsals.areOver()).isFalse();
    }

    @Test
    void typeWhoseRehearsalFailsIsLeftOut(@TempDir Path scratch) throws Exception {
        var rehearsals = new Rehearsals(List.of(new BoundJobType<>(new Unrehearsed(), new Json())), types, scratch);
        rehearsals.step(new Orders());
        assertThat(rehearsals.areOver()).isTrue();
    }

    @Test
    void whatDisturbsARehearsalIsNoFailureOfItsType(@TempDir Path scratch) {
        var rehearsals = new Rehearsals(List.of(new BoundJobType<>(new Unrehearsed(), new Json())), types, scratch);
        Orders orders = new Orders();
        orders.add(new Message.Describe());
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> rehearsals.step(orders));
        assertThat(rehearsals.areOver()).isFalse();
    }

    /** One whose rehearsal is not what it should be. */
    private static final class Unrehearsed implements JobType<Unrehearsed.Params, Integer, Integer> {

        record Params(int n) {}

        @Override
        public String name() {
            return "unrehearsed";
        }

        @Override
        public String description() {
            return "Fails.";
        }

        @Override
        public List<Example<Params>> examples() {
            return List.of(new Example<>("one", new Params(1)));
        }

        @Override
        public List<Params> rehearsals() {
            return List.of(new Params(1));
        }

        @Override
        public List<Integer> split(Params params) {
            return List.of(params.n());
        }

        @Override
        public Integer run(Integer task, TaskContext context) {
            throw new AssertionError("not rehearsed");
        }

        @Override
        public JobResult combine(Params params, List<Integer> results) {
            return JobResult.of(results);
        }
    }
}
