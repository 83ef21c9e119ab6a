package harness;

import java.util.ArrayList;
import java.util.List;

/** Prints Markdown tables. */
final class Table {

    private final List<String> notes = new ArrayList<>();

    /** Prints the head of a table, whose first column is of text and the others of figures. */
    Table(String... columns) {
        System.out.printf("%n| %s |%n| --- |%s%n", String.join(" | ", columns), " ---: |".repeat(columns.length - 1));
    }

    static Table of(String title) {
        return new Table(title, "");
    }

    void row(String... cells) {
        System.out.printf("| %s |%n", String.join(" | ", cells));
    }

    /** A row of what a race gave. */
    void outcome(String name, Race.Outcome outcome) {
        row(name, outcome.cellWithRuns());
        missing(name, outcome);
    }

    /** A sentence below the table, if something of that name was not measured; where, the dashes in the table show. */
    void missing(String name, Race.Outcome outcome) {
        if (!outcome.missing().isEmpty()) {
            note("%s: not measured where a dash stands; %s".formatted(name, outcome.missing()));
        }
    }

    /** A sentence below the table. */
    void note(String sentence) {
        if (!notes.contains(sentence)) {
            notes.add(sentence);
        }
    }

    /** Ends the table. */
    void end() {
        if (!notes.isEmpty()) {
            System.out.println();
            notes.forEach(sentence -> System.out.println("- " + sentence));
        }
    }
}
