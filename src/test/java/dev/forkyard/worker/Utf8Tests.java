package dev.forkyard.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Tests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "ü", "世", "🌍", "aü世🌍", "🌍🌍🌍"})
    void everyCutEndsAtTheBorderOfCharacters(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        for (int length = 0; length <= bytes.length; length++) {
            int complete = Utf8.completePrefix(bytes, length);
            String prefix = new String(bytes, 0, complete, UTF_8);
            assertThat(text).startsWith(prefix);
            assertThat(length - complete).isBetween(0, 3);
            int next = prefix.length() == text.length() ? 0 : text.codePointAt(prefix.length());
            assertThat(complete + new String(Character.toChars(next)).getBytes(UTF_8).length)
                    .as("what is kept back is less than a character")
                    .isGreaterThan(length);
        }
    }

    @Test
    void whatIsNoUtf8IsNotKeptBack() {
        byte[] continuations = new byte[10];
        Arrays.fill(continuations, (byte) 0x80);
        assertThat(Utf8.completePrefix(continuations, 10)).isEqualTo(10);
        assertThat(Utf8.completePrefix(new byte[] {'a', (byte) 0x80}, 2)).isEqualTo(2);
    }
}
