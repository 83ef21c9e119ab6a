package dev.forkyard.catalog.mandelbrot;

import dev.forkyard.catalog.progress.TaskProgress;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobResult.Representation;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Draws the Mandelbrot set: bands of the picture are tasks, and one more puts them together. */
public final class Mandelbrot implements JobType<Mandelbrot.Params, Mandelbrot.Task, Mandelbrot.Piece> {

    static final int MOST_SIDE = 8192;
    private static final int MOST_BANDS = 64;

    /** Doubles do not tell points apart that are closer than this, a few units of their last place at 2. */
    private static final double LEAST_PIXEL = 0x1p-48;

    /** A point of the plane. */
    public record Centre(
            @Param(description = "Real part.", min = -4, max = 4)
            double re,

            @Param(description = "Imaginary part.", min = -4, max = 4)
            double im) {}

    /** What to draw. */
    public record Params(
            @Param(description = "The middle of the picture.", defaultValue = "{\"re\": -0.5, \"im\": 0}")
            Centre centre,

            @Param(
                    description = "How much of the plane the picture is wide.",
                    above = 0,
                    max = 16,
                    defaultValue = "3.6")
            double scale,

            @Param(description = "Pixels of a row.", min = 1, max = MOST_SIDE, defaultValue = "1200")
            int width,

            @Param(description = "Rows of pixels.", min = 1, max = MOST_SIDE, defaultValue = "800")
            int height,

            @Param(
                    description = "Steps after which a point that has not escaped is taken for one of the set.",
                    min = 1,
                    max = 1_000_000,
                    defaultValue = "1000")
            int maxIterations,

            @Param(description = "The colours.", defaultValue = "ocean")
            Palette palette) {}

    /**
     * A band of the picture, or the picture.
     *
     * @param firstRow the band's first row, from 0
     * @param rows how many it has; 0: put the picture together
     * @param bands how many bands there are
     */
    public record Task(Params params, int firstRow, int rows, int bands) {}

    /**
     * What a task has written.
     *
     * @param file name of the file: the colours of a band's pixels, a byte for each, or the picture
     * @param rows of the band; 0 for the picture
     * @param inside pixels of points that did not escape
     */
    public record Piece(String file, int rows, long inside) {}

    /**
     * What is told of a picture as JSON.
     *
     * @param inside pixels whose points did not escape
     */
    public record Picture(int width, int height, long inside) {}

    @Override
    public String name() {
        return "mandelbrot";
    }

    @Override
    public String description() {
        return "A picture of the Mandelbrot set, as a PNG; what is told as JSON is its size.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(
                new Example<>("the whole set", new Params(new Centre(-0.5, 0), 3.6, 1200, 800, 1000, Palette.OCEAN)),
                new Example<>(
                        "a spiral in the valley of sea horses",
                        new Params(new Centre(-0.743643887, 0.131825904), 0.0005, 1200, 800, 5000, Palette.FIRE)));
    }

    @Override
    public List<Task> split(Params params) {
        double pixel = params.scale / params.width;
        if (!(pixel >= LEAST_PIXEL)) {
            throw new IllegalArgumentException(
                    "'scale' over 'width' is the side of a pixel and must be at least %s, but is %s"
                            .formatted(LEAST_PIXEL, pixel));
        }
        int bands = Math.min(MOST_BANDS, params.height);
        List<Task> tasks = new ArrayList<>();
        for (int band = 0; band < bands; band++) {
            int from = row(band, bands, params);
            tasks.add(new Task(params, from, row(band + 1, bands, params) - from, bands));
        }
        tasks.add(new Task(params, 0, 0, bands));
        return tasks;
    }

    private static int row(int band, int bands, Params params) {
        return (int) ((long) params.height * band / bands);
    }

    @Override
    public List<Integer> needs(Task task) {
        return task.rows > 0
                ? List.of()
                : IntStream.range(0, task.bands).boxed().toList();
    }

    @Override
    public Piece run(Task task, TaskContext context) throws IOException, InterruptedException {
        Params params = task.params;
        View view = new View(
                params.centre.re,
                params.centre.im,
                params.scale / params.width,
                params.width,
                params.height,
                params.maxIterations);
        return new Bands(context).draw(view, task, TaskProgress.of(context));
    }

    @Override
    public Piece run(Task task, List<Piece> bands, TaskContext context) throws IOException, InterruptedException {
        return bands.isEmpty()
                ? run(task, context)
                : new Bands(context).join(task.params, bands, TaskProgress.of(context));
    }

    @Override
    public JobResult combine(Params params, List<Piece> pieces) {
        Piece picture = pieces.get(pieces.size() - 1);
        return JobResult.of(new Picture(params.width, params.height, picture.inside))
                .with(Representation.ofFile("image/png", picture.file));
    }
}
