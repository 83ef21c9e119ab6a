package dev.forkyard.job.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.Isolation;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.Retry;
import dev.forkyard.job.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RehearsalStageTests {

    private static final JobSpec SPEC = new JobSpec(
            "rehearsal",
            "{\"list\":[1,2,3]}",
            null,
            Map.of(),
            5,
            null,
            OnTaskFailure.FAIL_FAST,
            Deadlines.NONE,
            Retry.DEFAULT,
            Isolation.POOLED);

    @Test
    void jobsOnTheStageGoAllTheWayAndLeaveNothing() throws Exception {
        List<Path> before = directories();
        RehearsalStage.Opener stages =
                new RehearsalStageConfiguration().rehearsalStages(Settings.jobs(100, 1000), Clock.systemUTC());
        try (RehearsalStage stage = stages.open()) {
            assertThat(directories()).hasSize(before.size() + 1);
            for (int i = 0; i < 20; i++) {
                Job accepted = stage.jobs().submit(SPEC).get();
                Job ended = stage.jobs().whenFinal(accepted.id()).get();
                assertThat(ended.state()).isEqualTo(State.SUCCEEDED);
                assertThat(ended.tasks().succeeded()).isEqualTo(3);
            }
        }
        assertThat(directories()).isEqualTo(before);
    }

    private static List<Path> directories() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("forkyard-rehearsal-"))
                    .sorted()
                    .toList();
        }
    }
}
