package dev.forkyard.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTests {

    private static final UUID ID = UUID.fromString("019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d");

    @Test
    void cursorGivesBackThePosition() {
        assertThat(Cursor.id("jobs", Cursor.encode("jobs", ID))).contains(ID);
        assertThat(Cursor.number("tasks", Cursor.encode("tasks", 0))).hasValue(0);
        assertThat(Cursor.number("tasks", Cursor.encode("tasks", 999_999_999))).hasValue(999_999_999);
    }

    @Test
    void cursorNeedsNoEscapingInAUrl() {
        assertThat(Cursor.encode("jobs", ID)).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void cursorOfAnotherListIsRefused() {
        assertThat(Cursor.id("jobs", Cursor.encode("tasks", ID))).isEmpty();
        assertThat(Cursor.number("INDEX", Cursor.encode("COMPLETION", 5))).isEmpty();
        assertThat(Cursor.number("jobs", Cursor.encode("jobs", ID))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "***",
                "am9icw",
                "am9iczo",
                "am9iczotMQ",
                "am9iczowMQ",
                "am9iczo5OTk5OTk5OTk5",
                "019a3f5c"
            })
    void anythingElseIsRefused(String text) {
        assertThat(Cursor.id("jobs", text)).isEmpty();
        assertThat(Cursor.number("jobs", text)).isEmpty();
    }
}
