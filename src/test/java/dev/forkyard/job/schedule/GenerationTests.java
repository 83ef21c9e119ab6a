package dev.forkyard.job.schedule;

import static dev.forkyard.job.ScriptedEngine.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.Isolation;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.State;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs run with the plug-ins that they were submitted for, and with no others. */
final class GenerationTests extends OneServer {

    private static JobSpec spec(String generation) {
        JobSpec spec = JobServer.spec();
        return spec.withGeneration(generation);
    }

    @Test
    void everyPartOfAJobIsRunWithItsPlugins() {
        engine.hire(1);
        UUID id = server.submit(spec("old"));
        Begun split = engine.next();
        split.end(inputs(1));
        Begun task = engine.next();
        task.end(value("1"));
        Begun combine = engine.next();
        combine.end(value("1"));

        assertThat(server.end(id).state()).isEqualTo(State.SUCCEEDED);
        assertThat(server.job(id).spec().generation()).isEqualTo("old");
        assertThat(java.util.List.of(split, task, combine))
                .extracting(Begun::generation)
                .containsOnly("old");
    }

    @ParameterizedTest
    @EnumSource
    void jobWhosePluginsNoWorkerHasYetHoldsUpNoOther(Isolation isolation) {
        engine.withholdFresh(isolation == Isolation.POOLED);
        engine.withholdGenerations("old");
        UUID old = server.submit(spec("old"));
        UUID next = server.submit(spec("new"));
        UUID any = server.submit();
        engine.answering(work -> doing(work, 3));
        engine.hire(1);

        assertThat(server.end(next).state()).isEqualTo(State.SUCCEEDED);
        assertThat(server.end(any).state()).isEqualTo(State.SUCCEEDED);
        assertThat(live(old).state()).isEqualTo(State.QUEUED);
        assertThat(engine.needed()).contains("old");
        engine.withholdGenerations();
        assertThat(server.end(old).state()).isEqualTo(State.SUCCEEDED);
        await().untilAsserted(() -> assertThat(engine.needed()).doesNotContain("old"));
    }
}
