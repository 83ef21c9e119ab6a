package dev.forkyard.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Representation;
import dev.forkyard.job.CoreShare;
import dev.forkyard.job.JobFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JSON that databases hold: what is written today must stay readable. */
final class JsonTests {

    private static final JobFailure FAILURE = new JobFailure(
            new Failure(FailureReason.WORKER_LOST, "It died.", null, null, 137, "SIGKILL", null, null),
            JobFailure.Phase.RUN,
            3,
            null,
            "worker-1");

    private static final String FAILURE_JSON = """
            {"cause":{"reason":"WORKER_LOST","message":"It died.","exitCode":137,"signal":"SIGKILL"},\
            "phase":"RUN","task":3,"worker":"worker-1"}""";

    private static final List<CoreShare> CORES =
            List.of(new CoreShare(0, 2, Duration.ofNanos(1_000_000_001), Duration.ZERO));

    private static final String CORES_JSON = """
            [{"core":0,"tasks":2,"wall":"PT1.000000001S","cpu":"PT0S"}]""";

    @Test
    void formOfTheColumnsStays() {
        assertThat(Json.write(FAILURE)).isEqualTo(FAILURE_JSON);
        assertThat(Json.write(CORES)).isEqualTo(CORES_JSON);
        assertThat(Json.write(List.of(Representation.ofString("text/plain", "/digits"))))
                .isEqualTo("""
                        [{"mediaType":"text/plain","pointer":"/digits"}]""");
        assertThat(Json.read(FAILURE_JSON, JobFailure.class)).isEqualTo(FAILURE);
        assertThat(Json.readList(CORES_JSON, CoreShare.class)).isEqualTo(CORES);
    }

    @Test
    void propertyOfALaterVersionIsIgnored() {
        assertThat(Json.read(
                        FAILURE_JSON.replace("\"phase\"", "\"host\":{\"name\":\"a\"},\"phase\""), JobFailure.class))
                .isEqualTo(FAILURE);
    }
}
