package dev.forkyard.catalog.montecarlo;

import dev.forkyard.catalog.digits.PiDigits;
import dev.forkyard.catalog.hexdigits.PiHexDigits;
import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.task.JobType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.LongVector;

/**
 * A program that computes a little of everything whose loops are made of vectors, in a JVM of any kind, and prints the
 * length of its vectors, in bits, and what came out.
 */
final class VectorProbe {

    private static final int ROWS = 300;

    private VectorProbe() {}

    public static void main(String[] arguments) throws Exception {
        boolean hasModule =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        System.out.println(hasModule ? Vectors.bits() : 0);
        System.out.println(results(hasModule ? new VectorKernel() : new ArrayKernel()));
    }

    /** Loaded only where there are vectors. */
    private static final class Vectors {

        static int bits() {
            return LongVector.SPECIES_PREFERRED.vectorBitSize();
        }
    }

    /** What must be the same in every JVM. */
    static String results(Kernel kernel) throws Exception {
        long[] words = new Lanes(42, 0).words();
        long inside = 0;
        for (int call = 0; call < 20; call++) {
            inside += kernel.inside(words, ROWS);
        }
        return String.join(
                " ",
                Long.toString(inside),
                Integer.toHexString(Arrays.hashCode(words)),
                result(new PiMonteCarlo(), new PiMonteCarlo.Params(20_000_000, Optional.of(7L))),
                result(new PiHexDigits(), new PiHexDigits.Params(20_000, 30)),
                result(new PiDigits(), new PiDigits.Params(List.of(60_000), PiDigits.Algorithm.CHUDNOVSKY)));
    }

    private static <P extends Record, T, R> String result(JobType<P, T, R> type, P params) throws Exception {
        List<R> results = new ArrayList<>();
        for (T task : type.split(params)) {
            results.add(type.run(task, new ScriptedContext()));
        }
        return Integer.toHexString(
                type.combine(params, results).value().toString().hashCode());
    }
}
