package dev.forkyard.catalog.hexdigits;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a block of the series' terms costs by each kernel around the hundred millionth digit, with a worker's flags. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgs = {
            "--add-modules=jdk.incubator.vector",
            "-XX:+UseSerialGC",
            "-XX:ActiveProcessorCount=1",
            "-XX:+UseCountedLoopSafepoints",
            "-XX:LoopStripMiningIter=1000"
        })
public class KernelBenchmark {

    private static final int WORDS = 4;
    private static final long FIRST = 20_000_000;

    private final Formula formula = Formula.BELLARD;
    private final Kernel fused = new FusedKernel(formula, WORDS);
    private final Kernel montgomery = new MontgomeryKernel(formula, WORDS);
    private final Block block =
            Block.of(FIRST, Integer.MAX_VALUE, 400_000_000L - formula.step() * FIRST, formula.step());

    @Benchmark
    public void fused() {
        fused.add(block);
    }

    @Benchmark
    public void montgomery() {
        montgomery.add(block);
    }
}
