package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StackTracesTests {

    @Test
    void messageIsTheExceptionsOwn() {
        assertThat(StackTraces.message(new IllegalStateException("as told"))).isEqualTo("as told");
    }

    @Test
    void missingMessageIsTheExceptionsName() {
        assertThat(StackTraces.message(new NoSuchElementException())).isEqualTo("NoSuchElementException");
    }

    @Test
    void longMessageAndStackAreCut() {
        var thrown = new IllegalStateException("x".repeat(1_000_000));
        assertThat(StackTraces.message(thrown)).hasSize(2_002).endsWith(" …");
        assertThat(StackTraces.print(thrown)).hasSizeLessThan(16_100).endsWith(" …");
    }

    @Test
    void stackNamesTheCauses() {
        assertThat(StackTraces.print(new IllegalStateException("outer", new NoSuchElementException("inner"))))
                .contains("IllegalStateException: outer", "Caused by: java.util.NoSuchElementException: inner");
    }

    @Test
    void exceptionThatThrowsWhenAskedIsToldNevertheless() {
        RuntimeException unreadable = new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalArgumentException();
            }
        };
        assertThat(StackTraces.message(unreadable)).contains("could not be read", "IllegalArgumentException");
        assertThat(StackTraces.print(unreadable)).contains("could not be read", "IllegalArgumentException");
    }

    @Test
    void exceptionThatRecursesOrFailsWithAnErrorIsToldNevertheless() {
        RuntimeException recursive = new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            @SuppressWarnings("InfiniteRecursion") // It is what is tried.
            public String getMessage() {
                return getMessage() + "!";
            }
        };
        RuntimeException broken = new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new NoClassDefFoundError("gone");
            }
        };
        assertThat(StackTraces.message(recursive)).contains("StackOverflowError");
        assertThat(StackTraces.message(broken)).contains("NoClassDefFoundError");
    }
}
