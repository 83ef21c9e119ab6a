package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.Arithmetic;
import dev.forkyard.catalog.arithmetic.MutableInteger;
import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.TaskProgress;
import dev.forkyard.task.TaskContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Performs the steps of a job {@code pi-digits}. For one thread. */
final class DigitsSteps {

    private static final int GUARD_BITS = 64;

    /** Where a library's speed begins to make up for calling it. */
    private static final int LEAST_GMP_DIGITS = 2500;

    private final int guardBits;

    DigitsSteps() {
        this(GUARD_BITS);
    }

    /** @param guardBits by how many bits more than its digits need a value is computed that is shared */
    DigitsSteps(int guardBits) {
        this.guardBits = guardBits;
    }

    /** How many bits after the point so many digits are told by. */
    static long bits(int precision) {
        return DecimalDigits.bits(precision - 1L) + GUARD_BITS;
    }

    /** What computes so many digits the fastest. */
    static Arithmetic arithmeticFor(int precision) {
        return precision < LEAST_GMP_DIGITS ? Arithmetic.java() : Arithmetic.fastest();
    }

    /**
     * @param needed the pieces that the task needs, in its order
     * @throws InterruptedException soon after the task was cancelled
     */
    Piece perform(DigitsTask task, List<Piece> needed, TaskContext context) throws IOException, InterruptedException {
        Arithmetic arithmetic = task.step() == Step.WHOLE ? arithmeticFor(task.precision()) : Arithmetic.fastest();
        if (task.step() == Step.TEXT) {
            return new DigitsText(context).write(task, needed);
        }
        if (task.step() == Step.WHOLE) {
            TruncatedPi pi = new TruncatedPi(task.algorithm().series(), arithmetic);
            return Piece.ofText(task, arithmetic.name(), pi.digits(task.precision(), TaskProgress.of(context)));
        }
        try (Workspace workspace = arithmetic.open()) {
            return new Performance(task, needed, context, workspace).perform();
        }
    }

    /** One step that leaves its piece in a file. */
    private final class Performance {

        private final DigitsTask task;
        private final List<Piece> needed;
        private final TaskContext context;
        private final Workspace workspace;
        private final TaskProgress progress;
        private final long bits;

        Performance(DigitsTask task, List<Piece> needed, TaskContext context, Workspace workspace) {
            this.task = task;
            this.needed = needed;
            this.context = context;
            this.workspace = workspace;
            this.progress = TaskProgress.of(context);
            this.bits = bits(task.precision()) - GUARD_BITS + guardBits;
        }

        Piece perform() throws IOException, InterruptedException {
            return switch (task.step()) {
                case WHOLE_FILE -> decimals();
                case SUM -> file(sum()::write);
                case JOIN -> file(joined(task.algorithm().summedSeries())::write);
                case ROOT -> file(Chudnovsky.root(bits, workspace)::write);
                case DENOMINATOR -> file(Chudnovsky.denominator(exact(0), exact(1), bits, progress)::write);
                case NUMERATOR ->
                    file(Chudnovsky.numerator(exact(0), exact(1), read(2, workspace::read), bits, progress)::write);
                case QUOTIENT -> file(quotient()::write);
                case SERIES -> file(task.algorithm().series().pi(bits, workspace, progress)::write);
                case CUT -> file(DecimalDigits.skip(fraction(), task.to() - task.from(), workspace)::write);
                case DIGITS -> digits();
                case WHOLE, TEXT -> throw new IllegalStateException(task.step() + " leaves no number");
            };
        }

        private PartialSum<?> sum() throws InterruptedException {
            return task.algorithm().summedSeries().sum(task.from(), task.to(), bits, workspace, progress);
        }

        private <S extends PartialSum<S>> S joined(SummedSeries<S> series) throws IOException, InterruptedException {
            S left = read(0, from -> series.read(from, workspace));
            S right = read(1, from -> series.read(from, workspace));
            return left.join(right, progress);
        }

        private ExactSum exact(int index) throws IOException {
            return read(index, from -> ExactSum.read(from, workspace));
        }

        private FixedPoint quotient() throws IOException, InterruptedException {
            MutableInteger numerator = read(0, workspace::read);
            MutableInteger denominator = read(1, workspace::read);
            FixedPoint pi = Chudnovsky.quotient(numerator, denominator, bits);
            progress.reached(1);
            return pi;
        }

        private FixedPoint fraction() throws IOException {
            return read(0, from -> FixedPoint.read(from, workspace)).fraction();
        }

        /** Hardly ever do the digits leave a doubt; then they are computed again, to more bits, by this step alone. */
        private Piece digits() throws IOException, InterruptedException {
            Path file = context.newFile("digits");
            try (FileChannel channel = create(file)) {
                DigitSink sink = (position, digits) -> write(digits, position, channel);
                boolean sure = new DecimalDigits(workspace, guardBits, sink)
                        .write(fraction(), 0, task.to() - task.from(), progress);
                if (!sure) {
                    new TruncatedPi(task.algorithm().series(), workspace.arithmetic(), 2 * GUARD_BITS)
                            .write(task.precision() - 1L, stretch(sink), progress);
                }
            }
            return Piece.ofFile(task, workspace.arithmetic().name(), String.valueOf(file.getFileName()));
        }

        /** Lets pass what this task is to write. */
        private DigitSink stretch(DigitSink sink) {
            return (position, digits) -> {
                int first = (int) Math.min(digits.length, Math.max(0, task.from() - position));
                int end = (int) Math.max(first, Math.min(digits.length, task.to() - position));
                if (end > first) {
                    sink.write(position + first - task.from(), java.util.Arrays.copyOfRange(digits, first, end));
                }
            };
        }

        private Piece decimals() throws IOException, InterruptedException {
            Path file = context.newFile("digits");
            try (FileChannel channel = create(file)) {
                new TruncatedPi(task.algorithm().series(), workspace.arithmetic())
                        .write(task.precision() - 1L, (position, digits) -> write(digits, position, channel), progress);
            }
            return Piece.ofFile(task, workspace.arithmetic().name(), String.valueOf(file.getFileName()));
        }

        private Piece file(Content content) throws IOException {
            Path file = context.newFile("number");
            try (FileChannel channel = create(file)) {
                content.write(channel);
            }
            return Piece.ofFile(task, workspace.arithmetic().name(), String.valueOf(file.getFileName()));
        }

        private <T> T read(int index, Reading<T> reading) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(context.file(needed.get(index).file().orElseThrow()))) {
                return reading.read(channel);
            }
        }
    }

    private static void write(byte[] digits, long position, FileChannel to) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(digits);
        while (left.hasRemaining()) {
            to.write(left, position + left.position());
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private interface Content {
        void write(WritableByteChannel to) throws IOException;
    }

    private interface Reading<T> {
        T read(ReadableByteChannel from) throws IOException;
    }
}
