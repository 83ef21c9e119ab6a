package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.digits.PiDigits.Algorithm;
import dev.forkyard.catalog.digits.PiDigits.Params;
import dev.forkyard.catalog.progress.ScriptedContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that computes as many digits as its JVM's memory is said to be enough for, by all steps of a job, and prints how
 * many and their SHA-256. Its arguments are the algorithm, a directory for files, and other numbers of digits if these
 * are wanted instead.
 */
final class MemoryProbe {

    private MemoryProbe() {}

    public static void main(String[] arguments) throws Exception {
        Algorithm algorithm = Algorithm.valueOf(arguments[0]);
        PiDigits type = new PiDigits();
        int digits = arguments.length > 2
                ? Integer.parseInt(arguments[2])
                : Math.toIntExact(type.limits().get("precisions"));
        List<Piece> pieces = new ArrayList<>();
        for (DigitsTask task : type.split(new Params(List.of(digits), algorithm))) {
            List<Piece> needed = task.needs().stream().map(pieces::get).toList();
            pieces.add(type.run(
                    task, needed, new ScriptedContext().forgetful().in(Path.of(arguments[1]), pieces.size() + "-")));
        }
        System.out.println(digits);
        System.out.println(pieces.get(pieces.size() - 1).entries().get(0).sha256());
    }
}
