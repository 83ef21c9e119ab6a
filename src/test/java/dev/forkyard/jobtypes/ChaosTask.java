package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code test-chaos}: tasks of which set fractions do what no task should; what each does follows from its number alone.
 * Where all tasks are honest, the job's result is {@code {"values":["…"]}}, with {@link #value} of each.
 */
public final class ChaosTask implements JobType<ChaosTask.Params, ChaosTask.Params, String> {

    private static final int ROUNDS = 500_000;
    private static final int PIECE = 1 << 20;

    /** What a task does. */
    public enum Deed {
        /** Computes a value. */
        VALUE,
        /** The same, and leaves two processes behind, one of them an orphan. */
        CHILD,
        /** {@link System#exit}, with {@link #exitCode}, and a process left behind. */
        EXIT,
        /** {@link Runtime#halt} likewise. */
        HALT,
        /** Writes to address 0. */
        CRASH,
        /** Takes heap until there is none. */
        EXHAUST,
        /** Calls itself until the stack is full. */
        OVERFLOW,
        /** Loops without end, whoever interrupts it, and leaves a process behind. */
        SPIN,
        /** Waits without end, unless it is interrupted. */
        WAIT,
        /** Prints without end, unless it is told to stop. */
        SPAM,
        /** Prints without end. */
        DEAF_SPAM,
        /** Has a result of {@link Params#hugeLength()} characters. */
        HUGE,
        /** Throws. */
        THROW
    }

    /** Which deeds a job's tasks do. */
    public enum Part {
        /** Each computes a value. */
        HONEST,
        /** Of five in a row two exit, two halt and one crashes. */
        POISON,
        /** Of a hundred in a row 10 throw, 3 leave processes, and one each does what else is not {@link #POISON}. */
        HARMFUL,
        /** They spin and wait by turns. */
        ENDLESS
    }

    /** What to do. */
    public record Params(
            @Param(description = "How many tasks.", min = 1, max = 100_000, defaultValue = "100")
            int count,

            @Param(description = "Which deeds they do.", defaultValue = "HARMFUL")
            Part part,

            @Param(
                    description = "How many seconds a process that is left behind sleeps, which tells it from others.",
                    min = 1,
                    defaultValue = "100000")
            int sleep,

            @Param(description = "Length of a huge result.", min = 0, max = 1_000_000_000, defaultValue = "2000000")
            int hugeLength) {}

    /** What honest tasks have computed. */
    public record Values(List<String> values) {}

    /** What the task of that number does. */
    public static Deed deed(Part part, int index) {
        return switch (part) {
            case HONEST -> Deed.VALUE;
            case ENDLESS -> index % 2 == 0 ? Deed.SPIN : Deed.WAIT;
            case POISON ->
                switch (index % 5) {
                    case 0, 1 -> Deed.EXIT;
                    case 2, 3 -> Deed.HALT;
                    default -> Deed.CRASH;
                };
            case HARMFUL ->
                switch (index % 100) {
                    case 0 -> Deed.EXHAUST;
                    case 10 -> Deed.OVERFLOW;
                    case 20 -> Deed.SPAM;
                    case 30 -> Deed.DEAF_SPAM;
                    case 40 -> Deed.HUGE;
                    case 5, 15, 25, 35, 45, 55, 65, 75, 85, 95 -> Deed.THROW;
                    case 50, 60, 70 -> Deed.CHILD;
                    default -> Deed.VALUE;
                };
        };
    }

    /** What the task of that number computes, in about a millisecond. */
    public static String value(int index) {
        long x = index;
        for (int i = 0; i < ROUNDS; i++) {
            x = x * 6364136223846793005L + 1442695040888963407L;
            x ^= x >>> 29;
        }
        return Long.toString(x);
    }

    /** With which code the task of that number exits or halts: also with 0, and with those that workers and JVMs use. */
    public static int exitCode(int index) {
        return List.of(0, 3, 42, 81, 1).get(index / 5 % 5);
    }

    @Override
    public String name() {
        return "test-chaos";
    }

    @Override
    public String description() {
        return "Does what no task should.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("honest", new Params(3, Part.HONEST, 100_000, 2_000_000)));
    }

    @Override
    public List<Params> split(Params params) {
        return Collections.nCopies(params.count(), params);
    }

    @Override
    public String run(Params params, TaskContext context) throws Exception {
        int index = context.index();
        switch (deed(params.part(), index)) {
            case VALUE -> {}
            case CHILD -> {
                startChild(params);
                startOrphan(params);
            }
            case EXIT -> {
                startChild(params);
                System.exit(exitCode(index));
            }
            case HALT -> {
                startOrphan(params);
                Runtime.getRuntime().halt(exitCode(index));
            }
            case CRASH -> crash();
            case EXHAUST -> exhaust();
            case OVERFLOW -> deeper(0);
            case SPIN -> {
                startChild(params);
                while (true) {
                    Thread.onSpinWait();
                }
            }
            case WAIT -> {
                while (!context.cancelled()) {
                    LockSupport.park();
                }
                throw new InterruptedException();
            }
            case SPAM -> {
                while (!context.cancelled()) {
                    System.out.println("noise of task " + index);
                }
            }
            case DEAF_SPAM -> {
                while (true) {
                    System.err.println("noise of task " + index);
                }
            }
            case HUGE -> {
                return "x".repeat(params.hugeLength());
            }
            case THROW -> throw new IllegalStateException("task " + index + " throws");
        }
        return value(index);
    }

    private static void startChild(Params params) throws IOException {
        new ProcessBuilder("sleep", Integer.toString(params.sleep())).start();
    }

    /** Its parent has ended when this returns. */
    private static void startOrphan(Params params) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "sleep " + params.sleep() + " >/dev/null 2>&1 &")
                .start()
                .waitFor();
    }

    /** By reflection, since the compiler warns of the class whatever it is told. */
    private static void crash() throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field instance = unsafe.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        unsafe.getMethod("putLong", long.class, long.class).invoke(instance.get(null), 0L, 0L);
    }

    private static void exhaust() {
        List<byte[]> taken = new ArrayList<>();
        while (!taken.contains(null)) {
            taken.add(new byte[PIECE]);
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int deeper(int depth) {
        return deeper(depth + 1) + depth;
    }

    @Override
    public JobResult combine(Params params, List<String> results) {
        return JobResult.of(new Values(results));
    }
}
