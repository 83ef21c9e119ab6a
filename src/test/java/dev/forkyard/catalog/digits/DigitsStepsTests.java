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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class DigitsStepsTests {

    private static final int PRECISION = DigitsPlan.SHARED_DIGITS;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"CHUDNOVSKY, 64", "CHUDNOVSKY, 8", "CHUDNOVSKY, 1", "MACHIN, 8", "MACHIN, 1", "BBP, 8"})
    void digitsInDoubtAreComputedToMoreBits(Algorithm algorithm, int guardBits) throws Exception {
        assertThat(text(algorithm, new DigitsSteps(guardBits)).equals(ReferencePi.apfloat(PRECISION)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "GAUSS_LEGENDRE", mode = EnumSource.Mode.EXCLUDE)
    void seriesIsCutIntoAdjacentRanges(Algorithm algorithm) {
        for (int precision : new int[] {PRECISION, 2_000_000, 50_000_000}) {
            List<DigitsTask> sums = tasks(Step.SUM, DigitsPlan.of(List.of(precision), algorithm));

            assertThat(sums).hasSize(precision == PRECISION ? 4 : precision == 2_000_000 ? 8 : 16);
            long next = 0;
            for (DigitsTask each : sums) {
                assertThat(each.from()).isEqualTo(next);
                assertThat(each.to()).isGreaterThan(next);
                next = each.to();
            }
            assertThat(next).isEqualTo(algorithm.summedSeries().terms(DigitsSteps.bits(precision)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTaskIsNeededByAnotherButTheLast(Algorithm algorithm) {
        List<DigitsTask> tasks = DigitsPlan.of(List.of(10_000_000, 5, 300_000), algorithm);

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

    @ParameterizedTest
    @EnumSource
    void planDependsOnNothingButTheParams(Algorithm algorithm) {
        assertThat(DigitsPlan.of(List.of(5_000_000), algorithm))
                .isEqualTo(DigitsPlan.of(List.of(5_000_000), algorithm));
    }

    @Test
    void iterationIsOneTask() {
        List<DigitsTask> tasks = DigitsPlan.of(List.of(10_000_000), Algorithm.GAUSS_LEGENDRE);

        assertThat(tasks(Step.SERIES, tasks)).hasSize(1);
        assertThat(tasks(Step.SUM, tasks)).isEmpty();
    }

    private static List<DigitsTask> tasks(Step step, List<DigitsTask> of) {
        return of.stream().filter(task -> task.step() == step).toList();
    }

    private String text(Algorithm algorithm, DigitsSteps steps) throws Exception {
        List<Piece> pieces = new ArrayList<>();
        for (DigitsTask task : DigitsPlan.of(List.of(PRECISION), algorithm)) {
            List<Piece> needed = task.needs().stream().map(pieces::get).toList();
            ScriptedContext context = new ScriptedContext().in(directory, pieces.size() + "-");
            pieces.add(steps.perform(task, needed, context));
        }
        Piece last = pieces.get(pieces.size() - 1);
        return Files.readString(directory.resolve(last.file().orElseThrow()));
    }
}
