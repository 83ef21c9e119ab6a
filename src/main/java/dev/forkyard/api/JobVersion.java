package dev.forkyard.api;

import dev.forkyard.job.Job;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Tells the states of one job apart, as a weak entity tag; what passes with time alone makes no difference. */
final class JobVersion {

    private JobVersion() {}

    static String of(Job job) {
        CRC32C crc = new CRC32C();
        String changing = String.join(
                " ",
                job.state().name(),
                job.tasks().toString(),
                Double.toString(job.fraction()),
                job.usage().toString(),
                String.valueOf(job.startedAt()),
                String.valueOf(job.finishedAt()));
        crc.update(changing.getBytes(StandardCharsets.UTF_8));
        return "W/\"%08x\"".formatted(crc.getValue());
    }
}
