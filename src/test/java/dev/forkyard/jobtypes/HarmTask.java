package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * {@code test-harm}: tasks that do something to their JVM which it survives. Each prints {@code harm} first, and gives back
 * the names of what it found among the temporary files; the job's result is a list of these lists.
 */
public final class HarmTask implements JobType<HarmTask.Params, HarmTask.Params, List<String>> {

    /** What it does. */
    public enum How {
        NONE,
        /** Throws an {@link OutOfMemoryError} of its own. */
        OUT_OF_MEMORY,
        /** Throws one within another exception. */
        OUT_OF_MEMORY_WITHIN,
        /** Takes memory off the heap until there is none. */
        DIRECT_MEMORY,
        /** Puts other streams in place. */
        STREAMS,
        /** Leaves files in the temporary, the current and the scratch directory. */
        FILES,
        /** Removes the temporary directory. */
        NO_DIRECTORY,
        /** Prints for ever, and stops when interrupted. */
        SPAM,
        /** Prints for ever. */
        SPAM_ON,
        /** Leaves its thread interrupted. */
        INTERRUPT,
        /** Leaves a thread that computes for ever. */
        THREAD_SPINS,
        /** Leaves a thread that waits for ever, heedless of interrupts. */
        THREAD_WAITS
    }

    /** All but {@code count} matter to the single task. */
    public record Params(
            @Param(description = "How many tasks.", min = 1, max = 10_000, defaultValue = "1")
            int count,

            @Param(description = "What harm each does.", defaultValue = "NONE")
            How how) {}

    /** One task that does so. */
    public static Params doing(How how) {
        return new Params(1, how);
    }

    @Override
    public String name() {
        return "test-harm";
    }

    @Override
    public String description() {
        return "Does harm.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("none", doing(How.NONE)));
    }

    @Override
    public List<Params> split(Params params) {
        return Collections.nCopies(params.count(), params);
    }

    @Override
    public List<String> run(Params params, TaskContext context) throws Exception {
        System.out.println("harm");
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        List<String> found;
        try (Stream<Path> files = Files.list(temporary)) {
            found = files.map(file -> file.getFileName().toString()).toList();
        }
        switch (params.how()) {
            case NONE -> {}
            case OUT_OF_MEMORY -> throw new OutOfMemoryError("by hand");
            case OUT_OF_MEMORY_WITHIN -> throw new IOException("wrapped", new OutOfMemoryError("by hand"));
            case DIRECT_MEMORY -> takeDirectMemory();
            case STREAMS -> {
                System.setOut(new PrintStream(OutputStream.nullOutputStream()));
                System.setErr(new PrintStream(OutputStream.nullOutputStream()));
            }
            case FILES -> {
                Files.createTempFile("left", ".tmp");
                Files.writeString(Path.of("left-here"), "left");
                Files.writeString(context.scratchDirectory().resolve("left"), "left");
            }
            case NO_DIRECTORY -> Files.delete(temporary);
            case SPAM, SPAM_ON -> spam(params.how() == How.SPAM);
            case INTERRUPT -> Thread.currentThread().interrupt();
            case THREAD_SPINS ->
                leave(() -> {
                    while (true) {
                        Thread.onSpinWait();
                    }
                });
            case THREAD_WAITS -> {
                Thread left = leave(() -> {
                    while (true) {
                        LockSupport.park();
                        Thread.interrupted();
                    }
                });
                while (left.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
        }
        return found;
    }

    private static Thread leave(Runnable loop) {
        Thread thread = new Thread(loop, "left");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void takeDirectMemory() {
        List<ByteBuffer> taken = new ArrayList<>();
        while (taken.size() < Integer.MAX_VALUE) {
            taken.add(ByteBuffer.allocateDirect(8 << 20));
        }
    }

    private static void spam(boolean heeds) throws InterruptedException {
        for (long i = 0; true; i++) {
            System.out.println("spam number " + i);
            if (heeds && Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    @Override
    public JobResult combine(Params params, List<List<String>> results) {
        return JobResult.of(results);
    }
}
