package dev.forkyard.catalog.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JumpTests {

    /** The published constants of the generator's {@code long_jump()}, 2^192 steps. */
    private static final Jump PUBLISHED_LONG_JUMP =
            new Jump(0x76e15d3efefdcbbfL, 0xc5004e441c522fb3L, 0x77710069854ee241L, 0x39109bb02acbe635L);

    @Test
    void stepDoubledGivesThePublishedJumps() {
        Jump stream = doubled(Jump.ONE_STEP, 128);
        assertThat(stream).isEqualTo(Jump.ONE_STREAM);
        assertThat(doubled(stream, 64)).isEqualTo(PUBLISHED_LONG_JUMP);
    }

    /** So the period is 2^256 - 1 or divides it, as the authors prove it to be the whole. */
    @Test
    void asManyStepsAsThePeriodLeadNowhere() {
        assertThat(doubled(Jump.ONE_STEP, 256)).isEqualTo(Jump.ONE_STEP);
    }

    @Test
    void timesIsThatManyInARow() {
        assertThat(Jump.ONE_STREAM.times(0)).isEqualTo(Jump.NOWHERE);
        Jump several = Jump.NOWHERE;
        for (int count = 1; count < 20; count++) {
            several = several.then(Jump.ONE_STREAM);
            assertThat(Jump.ONE_STREAM.times(count)).isEqualTo(several);
        }
        assertThat(Jump.ONE_STREAM.times(1L << 62).then(Jump.ONE_STREAM.times(1L << 62)))
                .isEqualTo(Jump.ONE_STREAM.times(1L << 63));
    }

    @Test
    void polynomialsOfFewStepsArePowers() {
        for (int steps = 0; steps < 256; steps++) {
            Jump jump = Jump.ONE_STEP.times(steps);
            for (int power = 0; power < 256; power++) {
                assertThat(jump.has(power)).isEqualTo(power == steps);
            }
        }
    }

    private static Jump doubled(Jump jump, int times) {
        Jump doubled = jump;
        for (int i = 0; i < times; i++) {
            doubled = doubled.then(doubled);
        }
        return doubled;
    }
}
