package dev.forkyard.catalog.arithmetic;

import java.math.BigInteger;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a product of two numbers of so many limbs of 64 bits costs, in a JVM with a worker's flags. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
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
public class ProductBenchmark {

    /** 100,000 digits, a million, and ten million. */
    @Param({"5190", "51906", "519051"})
    public int limbs;

    private long[] a = {};
    private long[] b = {};
    private long[] product = {};
    private BigInteger bigA = BigInteger.ZERO;
    private BigInteger bigB = BigInteger.ZERO;

    private final TransformProduct vectors = new TransformProduct(Kernels.vector());
    private final TransformProduct scalars = new TransformProduct(Kernels.scalar());

    @Setup
    public void draw() {
        Random random = new Random(1);
        a = random.longs(limbs).toArray();
        b = random.longs(limbs).toArray();
        product = new long[2 * limbs];
        bigA = Limbs.toBigInteger(a, 1);
        bigB = Limbs.toBigInteger(b, 1);
    }

    @Benchmark
    public long[] vectors() {
        vectors.multiply(a, limbs, b, limbs, product);
        return product;
    }

    @Benchmark
    public long[] scalars() {
        scalars.multiply(a, limbs, b, limbs, product);
        return product;
    }

    @Benchmark
    public BigInteger bigInteger() {
        return bigA.multiply(bigB);
    }
}
