package dev.forkyard.job.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.Isolation;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.Retry;
import dev.forkyard.job.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
            Isolation.POOLED,
            "");

    @Test
    void jobsOnTheStageGoAllTheWayAndLeaveNothing(@TempDir Path parent) throws Exception {
        Path directory = parent.resolve("rehearsal");
        RehearsalStage.Opener stages = new RehearsalStageConfiguration()
                .rehearsalStages(Settings.jobs(100, 1000), Clock.systemUTC(), directory);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("jobs.db"), "left by a server that was killed");
        try (RehearsalStage stage = stages.open()) {
            for (int i = 0; i < 20; i++) {
                Job accepted = stage.jobs().submit(SPEC).get();
                Job ended = stage.jobs().whenFinal(accepted.id()).get();
                assertThat(ended.state()).isEqualTo(State.SUCCEEDED);
                assertThat(ended.tasks().succeeded()).isEqualTo(3);
            }
            assertThat(directory).isNotEmptyDirectory();
        }
        assertThat(directory).doesNotExist();
    }
}
