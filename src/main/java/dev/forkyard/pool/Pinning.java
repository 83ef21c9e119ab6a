package dev.forkyard.pool;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Whether and how workers are bound to cores: by {@code taskset}, once they have a place.
 *
 * @param active whether they are
 * @param reason why, or why not, in a sentence
 * @param cpus the cores to choose from
 */
record Pinning(boolean active, String reason, CpuSet cpus) {

    private static final System.Logger LOG = System.getLogger(Pinning.class.getName());

    static Pinning decide(boolean wanted) {
        CpuSet cpus = CpuSet.ofThisProcess();
        if (!wanted) {
            return new Pinning(false, "Workers are not pinned: forkyard.pool.pin is false.", cpus);
        }
        int usable = Runtime.getRuntime().availableProcessors();
        if (usable < cpus.cores().size()) {
            return new Pinning(
                    false,
                    "Workers are not pinned: a CPU quota allows %d of %d cores, and which is the OS's to choose."
                            .formatted(usable, cpus.cores().size()),
                    cpus);
        }
        if (!works(cpus.cores().get(0))) {
            return new Pinning(false, "Workers are not pinned: there is no taskset command that works here.", cpus);
        }
        return new Pinning(true, "Each worker is pinned to a core by taskset.", cpus);
    }

    /** The core for the worker in that position, counted from 0; workers share cores where there are more of them. */
    OptionalInt coreFor(int position) {
        return active ? OptionalInt.of(cpus.cores().get(position % cpus.cores().size())) : OptionalInt.empty();
    }

    /** Binds a JVM, with all its threads, to the core of its place; blocks until that is done. */
    void pin(Worker worker) {
        OptionalInt core = worker.core();
        if (core.isPresent()
                && !run(List.of("taskset", "-acp", Integer.toString(core.getAsInt()), Long.toString(worker.pid())))
                && worker.isAlive()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} (process {1}) could not be pinned to core {2}",
                    worker.name(),
                    Long.toString(worker.pid()),
                    Integer.toString(core.getAsInt()));
        }
    }

    private static boolean works(int core) {
        return run(List.of("taskset", "-c", Integer.toString(core), "true"));
    }

    private static boolean run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
