package dev.forkyard.catalog.hashsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSpaceTests {

    @ParameterizedTest
    @CsvSource({"a, 5", "ab, 4", "xyz, 3", "aß€😀, 3", "0123456789, 2"})
    void numbersCountTheTextsFromTheShortToTheLong(String alphabet, int maxLength) {
        List<String> expected = texts(alphabet, maxLength);
        TextSpace space = TextSpace.of(alphabet, maxLength);

        assertThat(space.size()).isEqualTo(expected.size());
        TextSpace.Cursor walking = space.from(0);
        for (int number = 0; number < expected.size(); number++) {
            assertThat(space.from(number).text()).isEqualTo(expected.get(number));
            assertThat(walking.text()).isEqualTo(expected.get(number));
            if (number < expected.size() - 1) {
                walking.next();
            }
        }
    }

    @Test
    void largestSpaceHasTheLastOfItsTexts() {
        assertThat(TextSpace.of("ab", 37).from(TextSpace.MOST - 3).text()).isEqualTo("b".repeat(37));
        assertThat(TextSpace.of("a", 64).from(63).text()).isEqualTo("a".repeat(64));
    }

    @Test
    void spaceThatIsTooLargeTellsItsSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextSpace.of("ab", 38))
                .withMessage("There are 549755813886 texts of up to 38 of 2 letters, which is more than the"
                        + " 274877906944 that can be searched.");
    }

    @Test
    void lettersAreToBeWholeAndDifferent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextSpace.of("abca", 2))
                .withMessageContaining("'a' more than once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextSpace.of("a\ud83d", 2))
                .withMessageContaining("half of a character at position 2");
    }

    private static List<String> texts(String alphabet, int maxLength) {
        List<String> all = new ArrayList<>();
        List<String> before = List.of("");
        for (int length = 1; length <= maxLength; length++) {
            List<String> longer = new ArrayList<>();
            for (String text : before) {
                alphabet.codePoints().forEach(letter -> longer.add(text + Character.toString(letter)));
            }
            all.addAll(longer);
            before = longer;
        }
        return all;
    }
}
