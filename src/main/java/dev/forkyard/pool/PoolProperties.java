package dev.forkyard.pool;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The workers of this machine.
 *
 * @param size how many workers there are; 0: one for each core that the service may use
 * @param heap largest heap of each worker
 * @param pin whether workers are bound to cores where the OS can
 * @param startTimeout how long a worker may take from its launch until it has connected, and how long after the loss of
 *     one its replacement may still warm up before it serves
 * @param cancelGrace how long a cancelled task may go on before its worker is killed
 * @param maxResultLength longest result of a task or job, in characters of JSON
 * @param maxLogLength most bytes of output that are kept of one attempt
 * @param maxFrameLength most bytes of one message between server and worker
 * @param cacheDirectory where the workers' class path and class-data archive are kept from one start to the next
 * @param classPath JARs or directories with further job types
 * @param jvmOptions further options of the workers' JVMs
 * @param spares JVMs that are kept started and warm, to take the place of a worker at once or to run a FRESH task
 * @param minSize workers that are kept however little there is to do; 0: all
 * @param idleTimeout how long a worker above the minimum may have nothing to do before it is stopped
 * @param maxTasksPerWorker tasks after which a worker is replaced, give or take a fifth fewer so that not all are at once;
 *     0: any number
 * @param maxMemoryGrowth how much more memory than when it was started a worker may hold when a task has ended, before it
 *     is replaced; 0: any
 * @param warmUp whether workers run a little of each job type, when they have nothing to do and before they take another's
 *     place, so that its code is compiled
 * @param heartbeatTimeout how long a worker may give no sign of life before it is taken for dead
 * @param stallAfter how long a task may use no processor time and tell no progress before it is flagged
 * @param logOverflow what becomes of a task that prints more than {@code maxLogLength}
 * @param jobDirectory where the files are that tasks leave for each other and for their job's result
 * @param workerName what the names of workers begin with, before a hyphen and their number: a letter, then up to 29 letters,
 *     digits, hyphens or underscores
 * @param pluginDirectory where people put JARs with job types and functions, to be taken up while the service runs
 * @param pluginStore where copies are kept of the plug-ins that serve, or that unfinished jobs began with
 * @param pluginTimeout how long a plug-in may take to tell what is in it, and to warm up, before it counts as broken
 * @param runDirectory where workers have their sockets and scratch directories; absent: among the system's temporary files
 */
@Validated
@ConfigurationProperties("forkyard.pool")
public record PoolProperties(
        @DefaultValue("0") @Min(0) @Max(MAX_SIZE) int size,
        @DefaultValue("512MB") DataSize heap,
        @DefaultValue("true") boolean pin,
        @DefaultValue("30s") Duration startTimeout,
        @DefaultValue("2s") Duration cancelGrace,

        @DefaultValue("67108864") @Min(1024) @Max(1_000_000_000) int maxResultLength,

        @DefaultValue("262144") @Min(0) @Max(100_000_000) int maxLogLength,

        @DefaultValue("268435456") @Min(65_536) @Max(2_000_000_000) int maxFrameLength,

        @DefaultValue("data/cache") Path cacheDirectory,

        @DefaultValue List<Path> classPath,
        @DefaultValue List<String> jvmOptions,
        @DefaultValue("1") @Min(0) @Max(64) int spares,
        @DefaultValue("0") @Min(0) @Max(MAX_SIZE) int minSize,
        @DefaultValue("10m") Duration idleTimeout,
        @DefaultValue("0") @Min(0) int maxTasksPerWorker,
        @DefaultValue("768MB") DataSize maxMemoryGrowth,
        @DefaultValue("true") boolean warmUp,
        @DefaultValue("10s") Duration heartbeatTimeout,
        @DefaultValue("60s") Duration stallAfter,
        @DefaultValue("TRUNCATE") LogOverflow logOverflow,
        @DefaultValue("data/jobs") Path jobDirectory,
        @DefaultValue("worker") String workerName,
        @DefaultValue("data/plugins") Path pluginDirectory,
        @DefaultValue("data/plugin-store") Path pluginStore,
        @DefaultValue("20s") Duration pluginTimeout,
        @Nullable Path runDirectory) {

    /** Most workers that a pool can have. */
    public static final int MAX_SIZE = 1024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,29}");

    /** What becomes of a task that prints too much. */
    public enum LogOverflow {
        /** The rest is dropped, and the log says so. */
        TRUNCATE,
        /** The task fails with OUTPUT_LIMIT. */
        FAIL
    }

    public PoolProperties {
        classPath = List.copyOf(classPath);
        jvmOptions = List.copyOf(jvmOptions);
        if (heap.toMegabytes() < 16) {
            throw new IllegalArgumentException("forkyard.pool.heap must be at least 16MB, but is " + heap);
        }
        if (startTimeout.toMillis() < 1 || pluginTimeout.toMillis() < 1 || cancelGrace.isNegative()) {
            throw new IllegalArgumentException("forkyard.pool.start-timeout and plugin-timeout must be positive, and"
                    + " cancel-grace not negative");
        }
        if (!NAME.matcher(workerName).matches()) {
            throw new IllegalArgumentException(
                    "forkyard.pool.worker-name must be a letter and up to 29 letters, digits,"
                            + " hyphens or underscores, but is '" + workerName + "'");
        }
        if (size > 0 && minSize > size) {
            throw new IllegalArgumentException(
                    "forkyard.pool.min-size is " + minSize + ", but forkyard.pool.size only " + size);
        }
        if (heartbeatTimeout.toSeconds() < 2) {
            throw new IllegalArgumentException("forkyard.pool.heartbeat-timeout must be at least 2s, since a worker"
                    + " gives a sign of life each second, but is " + heartbeatTimeout);
        }
        if (stallAfter.toSeconds() < 1 || idleTimeout.isNegative() || maxMemoryGrowth.isNegative()) {
            throw new IllegalArgumentException("forkyard.pool.stall-after must be at least 1s, and idle-timeout and"
                    + " max-memory-growth not negative");
        }
    }

    /** How many workers there are until the pool is given another size. */
    int workers() {
        return size > 0 ? size : Runtime.getRuntime().availableProcessors();
    }

    long heapBytes() {
        return heap.toBytes();
    }

    long maxMemoryGrowthBytes() {
        return maxMemoryGrowth.toBytes();
    }

    long heapMegabytes() {
        return heap.toMegabytes();
    }
}
