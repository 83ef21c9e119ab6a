package dev.forkyard.catalog.hashsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkyard.catalog.hashsearch.HashSearch.Params;
import dev.forkyard.catalog.hashsearch.HashSearch.Part;
import dev.forkyard.catalog.hashsearch.HashSearch.Result;
import dev.forkyard.catalog.hashsearch.HashSearch.Task;
import dev.forkyard.catalog.progress.LocalState;
import dev.forkyard.catalog.progress.ScriptedContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class HashSearchTests {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    private final HashSearch search = new HashSearch();
    private final LocalState shared = new LocalState();

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void textIsFoundByEachAlgorithm(Algorithm algorithm) throws Exception {
        Result result = run(new Params(algorithm, hash(algorithm, "java"), LETTERS, 4));

        assertThat(result.found()).isTrue();
        assertThat(result.text()).contains("java");
        assertThat(result.texts()).isEqualTo(26 + 26 * 26 + 26 * 26 * 26 + 26 * 26 * 26 * 26);
        assertThat(result.tried()).isEqualTo(26 + 26 * 26 + 26 * 26 * 26 + ((9 * 26L + 0) * 26 + 21) * 26 + 1);
    }

    /** From RFC 1321 and FIPS 180: hashes that this code has not computed. */
    @ParameterizedTest
    @CsvSource({
        "MD5, 900150983cd24fb0d6963f7d28e17f72",
        "SHA1, A9993E364706816ABA3E25717850C26C9CD0D89D",
        "SHA256, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    })
    void publishedHashesOfAbcAreThose(Algorithm algorithm, String target) throws Exception {
        assertThat(run(new Params(algorithm, target, "cba", 3)).text()).contains("abc");
    }

    @Test
    void textOfManyBytesToALetterIsFound() throws Exception {
        assertThat(run(new Params(Algorithm.MD5, hash(Algorithm.MD5, "ß😀ß"), "aß€😀", 3))
                        .text())
                .contains("ß😀ß");
    }

    @Test
    void whatIsNotThereIsNotFoundAfterAllTexts() throws Exception {
        Result result = run(new Params(Algorithm.SHA1, hash(Algorithm.SHA1, "java!"), "av j", 5));

        assertThat(result).isEqualTo(new Result(false, Optional.empty(), 1364, 1364));
    }

    @Test
    void tasksCoverAllTextsInOrder() {
        for (int length : new int[] {1, 4, 5, 6, 8}) {
            Params params = new Params(Algorithm.MD5, "0".repeat(32), LETTERS, length);
            List<Task> tasks = search.split(params);
            long next = 0;
            for (Task task : tasks) {
                assertThat(task.first()).isEqualTo(next);
                assertThat(task.count()).isPositive();
                next += task.count();
            }
            assertThat(next).isEqualTo(TextSpace.of(LETTERS, length).size());
        }
        assertThat(search.split(new Params(Algorithm.MD5, "0".repeat(32), "ab", 37)))
                .hasSizeLessThanOrEqualTo(1 << 14)
                .allMatch(task -> task.count() <= 1 << 24);
    }

    @Test
    void taskThatBeginsAfterTheTextWasFoundTriesNothing() throws Exception {
        Task task = endless();
        shared.counter(HashSearch.COUNTER).compareAndSet(0, 4);

        assertThat(search.run(task, context(7))).isEqualTo(new Part(Optional.empty(), 0, true));
    }

    @Test
    void runningTaskStopsWhenAnotherHasFoundTheText() throws Exception {
        ScriptedContext context = new ScriptedContext(
                        fraction -> shared.counter(HashSearch.COUNTER).compareAndSet(0, 4))
                .sharing(shared)
                .of(7);

        Part part = search.run(endless(), context);

        assertThat(part.stopped()).isTrue();
        assertThat(part.tried()).isBetween(1L, 1_000_000_000L);
    }

    /** Else a finder whose worker was lost before it could tell the text would stop for its own word. */
    @Test
    void taskThatFoundTheTextAndWasLostFindsItAgain() throws Exception {
        Params params = new Params(Algorithm.MD5, hash(Algorithm.MD5, "java"), LETTERS, 4);
        Task task = search.split(params).get(0);
        assertThat(search.run(task, context(0)).text()).contains("java");

        assertThat(search.run(task, context(0)).text()).contains("java");
        assertThat(search.run(task, context(1)).text()).isEmpty();
    }

    @Test
    void searchThatWasStoppedWithoutAFindIsAFailure() {
        Params params = new Params(Algorithm.MD5, "0".repeat(32), LETTERS, 2);

        assertThatThrownBy(() -> search.combine(params, List.of(new Part(Optional.empty(), 3, true))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'found'");
    }

    @Test
    void targetIsToHaveTheLengthOfTheAlgorithm() {
        assertThatThrownBy(() -> search.split(new Params(Algorithm.SHA256, "0".repeat(32), LETTERS, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'target' has 32 hexadecimal digits, but a hash of SHA-256 has 64.");
    }

    @Test
    void cancelledTaskStops() {
        ScriptedContext context = ScriptedContext.cancelledAt(0).sharing(shared);

        assertThatThrownBy(() -> search.run(endless(), context)).isInstanceOf(InterruptedException.class);
    }

    private Task endless() {
        return new Task(new Params(Algorithm.MD5, "0".repeat(32), LETTERS, 8), 0, 1L << 37);
    }

    private Result run(Params params) throws Exception {
        List<Part> parts = new ArrayList<>();
        for (Task task : search.split(params)) {
            parts.add(search.run(task, context(parts.size())));
        }
        return (Result) search.combine(params, parts).value();
    }

    private ScriptedContext context(int task) {
        return new ScriptedContext().sharing(shared).of(task);
    }

    private static String hash(Algorithm algorithm, String text) {
        return HexFormat.of()
                .formatHex(algorithm.digest().digest(text.getBytes(StandardCharsets.UTF_8)))
                .toUpperCase(Locale.ROOT);
    }
}
