package dev.forkyard.job.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.job.service.BoundedPattern.Match;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class BoundedPatternTests {

    @ParameterizedTest
    @ValueSource(strings = {"(.*)*\\1b", "^(a+)+\\1b$", "^(?:a+a+)+b$", "^(a|aa)+b\\1$"})
    void expressionThatTakesAgesIsGivenUp(String regex) {
        assertThat(new BoundedPattern(regex).match("a".repeat(1000))).isEqualTo(Match.TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1_000_000})
    void sensibleExpressionTellsHoweverLongTheText(int length) {
        String text = "a".repeat(length);
        assertThat(new BoundedPattern("^\\P{Cc}+$").match(text)).isEqualTo(Match.YES);
        assertThat(new BoundedPattern("^\\P{Cc}+$").match(text + "\t")).isEqualTo(Match.NO);
        assertThat(new BoundedPattern("b|c").match(text)).isEqualTo(Match.NO);
        String some = text.substring(0, Math.min(1000, length));
        assertThat(new BoundedPattern("[a-z]+b").match(some)).isEqualTo(Match.NO);
    }

    @Test
    void partOfTheTextIsEnough() {
        assertThat(new BoundedPattern("b").matches("abc")).isTrue();
    }
}
