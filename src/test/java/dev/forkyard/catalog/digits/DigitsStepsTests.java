package dev.forkyard.catalog.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.catalog.digits.PiDigits.Algorithm;
import dev.forkyard.catalog.progress.ScriptedContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DigitsStepsTests {

    private static final int PRECISION = DigitsPlan.SHARED_DIGITS;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {64, 8, 1})
    void digitsInDoubtAreComputedToMoreBits(int guardBits) throws Exception {
        assertThat(text(new DigitsSteps(guardBits)).equals(ReferencePi.apfloat(PRECISION)))
                .isTrue();
    }

    @Test
    void everyTaskIsNeededByAnotherButTheLast() {
        List<DigitsTask> tasks = DigitsPlan.of(List.of(10_000_000, 5, 300_000), Algorithm.CHUDNOVSKY);

        List<Integer> needed = tasks.stream()
                .flatMap(task -> task.needs().stream())
                .distinct()
                .sorted()
                .toList();
        assertThat(needed).hasSize(tasks.size() - 1).doesNotContain(tasks.size() - 1);
        for (int i = 0; i < tasks.size(); i++) {
            int index = i;
            assertThat(tasks.get(i).needs()).allMatch(each -> each < index);
            assertThat(tasks.get(i).weight()).isPositive();
        }
    }

    @Test
    void planDependsOnNothingButThePrecisions() {
        assertThat(DigitsPlan.of(List.of(5_000_000), Algorithm.CHUDNOVSKY))
                .isEqualTo(DigitsPlan.of(List.of(5_000_000), Algorithm.CHUDNOVSKY));
    }

    private String text(DigitsSteps steps) throws Exception {
        List<Piece> pieces = new ArrayList<>();
        for (DigitsTask task : DigitsPlan.of(List.of(PRECISION), Algorithm.CHUDNOVSKY)) {
            List<Piece> needed = task.needs().stream().map(pieces::get).toList();
            ScriptedContext context = new ScriptedContext().in(directory, pieces.size() + "-");
            pieces.add(steps.perform(task, needed, context));
        }
        Piece last = pieces.get(pieces.size() - 1);
        return Files.readString(directory.resolve(last.file().orElseThrow()));
    }
}
