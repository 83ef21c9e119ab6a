package dev.forkyard.catalog.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.catalog.progress.TaskProgress;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SquareRootTests {

    private final TaskProgress progress = TaskProgress.of(new ScriptedContext());

    @Test
    void equalsTheLibraryForEverySmallNumber() throws Exception {
        for (int n = 1; n <= 100_000; n++) {
            BigInteger square = BigInteger.valueOf(n);
            assertThat(SquareRoot.floor(square, progress)).isEqualTo(square.sqrt());
        }
    }

    @Test
    void isExactAroundSquaresOfEveryLength() throws Exception {
        var random = new Random(7);
        for (int bits = 1; bits <= 2000; bits += 7) {
            BigInteger root = new BigInteger(bits, random).setBit(bits);
            BigInteger square = root.multiply(root);
            assertThat(SquareRoot.floor(square, progress)).isEqualTo(root);
            assertThat(SquareRoot.floor(square.subtract(BigInteger.ONE), progress))
                    .isEqualTo(root.subtract(BigInteger.ONE));
            assertThat(SquareRoot.floor(square.add(root).add(root), progress)).isEqualTo(root);
        }
    }
}
