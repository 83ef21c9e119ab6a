package dev.forkyard.catalog.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProportionTests {

    @Test
    void intervalEqualsPublishedValues() {
        assertThat(new Proportion(81, 263).confidence95().get(0)).isCloseTo(0.2553, within(5e-5));
        assertThat(new Proportion(81, 263).confidence95().get(1)).isCloseTo(0.3662, within(5e-5));
        assertThat(new Proportion(15, 148).confidence95().get(0)).isCloseTo(0.0624, within(5e-5));
        assertThat(new Proportion(15, 148).confidence95().get(1)).isCloseTo(0.1605, within(5e-5));
        assertThat(new Proportion(1, 29).confidence95().get(0)).isCloseTo(0.0061, within(5e-5));
        assertThat(new Proportion(1, 29).confidence95().get(1)).isCloseTo(0.1718, within(5e-5));
    }

    @Test
    void intervalIsNoPointWhenEveryOrNoTrialHit() {
        List<Double> none = new Proportion(0, 20).confidence95();
        List<Double> every = new Proportion(20, 20).confidence95();
        assertThat(none.get(0)).isZero();
        assertThat(none.get(1)).isCloseTo(0.1611, within(5e-5));
        assertThat(every.get(0)).isCloseTo(0.8389, within(5e-5));
        assertThat(every.get(1)).isEqualTo(1);
    }

    @Test
    void intervalOfManyTrialsIsTheEstimateAndItsStandardErrors() {
        var share = new Proportion(785_398_163, 1_000_000_000);
        double reach = 1.959964 * share.standardError();
        assertThat(share.standardError()).isCloseTo(Math.sqrt(0.785398163 * 0.214601837 / 1e9), within(1e-15));
        assertThat(share.confidence95().get(0)).isCloseTo(share.estimate() - reach, within(1e-8));
        assertThat(share.confidence95().get(1)).isCloseTo(share.estimate() + reach, within(1e-8));
    }
}
