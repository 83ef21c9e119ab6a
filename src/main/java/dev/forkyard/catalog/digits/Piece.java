package dev.forkyard.catalog.digits;

import java.util.List;
import java.util.Optional;

/**
 * What a task of a job {@code pi-digits} has made.
 *
 * @param value which of the precisions asked for it is part of, from 0
 * @param precision significant digits of that
 * @param arithmetic what computed
 * @param digits all digits of the value, where these are few
 * @param file the file that holds numbers or decimals, where they are many
 * @param entries of the text of all values, where each of them stands
 */
public record Piece(
        int value,
        int precision,
        String arithmetic,
        Optional<String> digits,
        Optional<String> file,
        List<Entry> entries) {

    public Piece {
        entries = List.copyOf(entries);
    }

    /**
     * One value in the text of all.
     *
     * @param arithmetic what computed it
     * @param offset of its first digit, the 3, from the beginning of the text
     * @param sha256 hexadecimal SHA-256 of its digits, the point included
     */
    public record Entry(String arithmetic, long offset, String sha256) {}

    static Piece ofText(DigitsTask task, String arithmetic, String text) {
        return new Piece(task.value(), task.precision(), arithmetic, Optional.of(text), Optional.empty(), List.of());
    }

    static Piece ofFile(DigitsTask task, String arithmetic, String file) {
        return new Piece(task.value(), task.precision(), arithmetic, Optional.empty(), Optional.of(file), List.of());
    }
}
