package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.forkyard.api.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

class SliceTests {

    private static final byte[] DIGITS = "3.14159".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({"0,1,3", "0,7,3.14159", "2,3,141", "6,1,9", "5,100,59", "7,1,''"})
    void isThatPartOfTheText(long from, long count, String part) throws IOException {
        Slice slice = new Slice(from, count);

        assertThat(slice.of(DIGITS)).asString(StandardCharsets.US_ASCII).isEqualTo(part);
        Resource resource = slice.of(new ByteArrayResource(DIGITS));
        assertThat(resource.contentLength()).isEqualTo(part.length());
        assertThat(resource.getContentAsByteArray())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo(part);
    }

    @Test
    void isReadByteByByteToo() throws IOException {
        try (InputStream in = new Slice(1, 2).of(new ByteArrayResource(DIGITS)).getInputStream()) {
            assertThat(new int[] {in.read(), in.read(), in.read(), in.read()}).containsExactly('.', '1', -1, -1);
        }
    }

    @Test
    void countsCharactersNotBytes() {
        byte[] text = "πι=3".getBytes(StandardCharsets.UTF_8);

        assertThat(new Slice(1, 2).of(text)).asString(StandardCharsets.UTF_8).isEqualTo("ι=");
    }

    @Test
    void thatBeginsBeyondTheEndTellsHowLongTheTextIs() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new Slice(8, 1).of(DIGITS))
                .withMessageContaining("7 characters");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new Slice(8, 1).of(new ByteArrayResource(DIGITS)))
                .withMessageContaining("7 characters");
    }
}
