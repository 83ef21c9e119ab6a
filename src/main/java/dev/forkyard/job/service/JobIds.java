package dev.forkyard.job.service;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.fasterxml.uuid.UUIDClock;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes ids of jobs: UUIDs of version 7, each greater than the one before, even where the clock is set back. */
final class JobIds {

    private final NoArgGenerator generator;

    JobIds(Clock clock) {
        this.generator = Generators.timeBasedEpochGenerator(new SecureRandom(), new NeverBack(clock));
    }

    /** The generator reads its clock outside its own lock, so two threads could swap their times. */
    synchronized UUID generate() {
        return generator.generate();
    }

    private static final class NeverBack extends UUIDClock {

        private final Clock clock;
        private long latest;

        NeverBack(Clock clock) {
            this.clock = clock;
        }

        @Override
        public long currentTimeMillis() {
            latest = Math.max(latest, clock.millis());
            return latest;
        }
    }
}
