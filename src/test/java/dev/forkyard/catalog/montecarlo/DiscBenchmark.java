package dev.forkyard.catalog.montecarlo;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a point costs by each kernel, in a JVM with a worker's flags. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
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
public class DiscBenchmark {

    private static final int POINTS = Disc.ROWS * Lanes.COUNT;

    private final Kernel arrays = new ArrayKernel();
    private final Kernel vectors = new VectorKernel();
    private final long[] words = new Lanes(42, 0).words();

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public long arrays() {
        return arrays.inside(words, Disc.ROWS);
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public long vectors() {
        return vectors.inside(words, Disc.ROWS);
    }

    @Benchmark
    public Lanes lanes() {
        return new Lanes(42, Lanes.COUNT);
    }
}
