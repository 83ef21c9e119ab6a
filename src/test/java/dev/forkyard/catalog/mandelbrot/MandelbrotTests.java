package dev.forkyard.catalog.mandelbrot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkyard.catalog.mandelbrot.Mandelbrot.Centre;
import dev.forkyard.catalog.mandelbrot.Mandelbrot.Params;
import dev.forkyard.catalog.mandelbrot.Mandelbrot.Piece;
import dev.forkyard.catalog.mandelbrot.Mandelbrot.Task;
import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.task.JobResult;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MandelbrotTests {

    private static final int BLACK = 0xff000000;

    private final Mandelbrot mandelbrot = new Mandelbrot();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 3", "90, 64", "90, 65", "120, 200"})
    void everyRowIsDrawnOnce(int width, int height) {
        List<Task> tasks = mandelbrot.split(params(width, height, Palette.GREY));

        int next = 0;
        for (Task band : tasks.subList(0, tasks.size() - 1)) {
            assertThat(band.firstRow()).isEqualTo(next);
            assertThat(band.rows()).isPositive();
            next += band.rows();
        }
        assertThat(next).isEqualTo(height);
        assertThat(mandelbrot.needs(tasks.get(tasks.size() - 1))).hasSize(tasks.size() - 1);
    }

    @ParameterizedTest
    @EnumSource(Palette.class)
    void pictureHasTheColoursOfItsPixels(Palette palette) throws Exception {
        Params params = params(90, 61, palette);
        JobResult result = draw(params);

        BufferedImage image = ImageIO.read(directory
                .resolve(String.valueOf(result.representations().get(0).file()))
                .toFile());
        View view = new View(-0.5, 0, 3.6 / 90, 90, 61, 300);
        long inside = 0;
        assertThat(image.getWidth()).isEqualTo(90);
        assertThat(image.getHeight()).isEqualTo(61);
        for (int row = 0; row < 61; row++) {
            for (int column = 0; column < 90; column++) {
                byte colour = view.colour(column, row);
                assertThat(image.getRGB(column, row))
                        .isEqualTo(palette.colours().getRGB(colour & 0xff));
                assertThat(image.getRGB(column, row) == BLACK).isEqualTo(colour == Palette.INSIDE);
                inside += colour == Palette.INSIDE ? 1 : 0;
            }
        }
        assertThat(result.value()).isEqualTo(new Mandelbrot.Picture(90, 61, inside));
        assertThat(inside).isBetween(500L, 1200L);
    }

    @Test
    void pixelsThatDoublesDoNotTellApartAreRefused() {
        Params params = new Params(new Centre(0, 0), 1e-12, 1000, 10, 10, Palette.GREY);

        assertThatThrownBy(() -> mandelbrot.split(params))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'scale'");
        assertThatThrownBy(() -> mandelbrot.split(new Params(new Centre(0, 0), 0, 1, 1, 1, Palette.GREY)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cancelledBandStops() {
        ScriptedContext context = ScriptedContext.cancelledAt(0.5);
        context.in(directory, "a-");
        Task band = mandelbrot.split(params(100, 640, Palette.GREY)).get(3);

        assertThatThrownBy(() -> mandelbrot.run(band, context)).isInstanceOf(InterruptedException.class);
        assertThat(context.progressTold()).hasSize(5);
    }

    private JobResult draw(Params params) throws Exception {
        List<Piece> pieces = new ArrayList<>();
        for (Task task : mandelbrot.split(params)) {
            List<Piece> needed =
                    mandelbrot.needs(task).stream().map(pieces::get).toList();
            ScriptedContext context = new ScriptedContext();
            context.in(directory, pieces.size() + "-");
            pieces.add(mandelbrot.run(task, needed, context));
        }
        return mandelbrot.combine(params, pieces);
    }

    private static Params params(int width, int height, Palette palette) {
        return new Params(new Centre(-0.5, 0), 3.6, width, height, 300, palette);
    }
}
