package dev.forkyard.catalog.mandelbrot;

import dev.forkyard.catalog.mandelbrot.Mandelbrot.Params;
import dev.forkyard.catalog.mandelbrot.Mandelbrot.Piece;
import dev.forkyard.catalog.mandelbrot.Mandelbrot.Task;
import dev.forkyard.catalog.progress.TaskProgress;
import dev.forkyard.task.TaskContext;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws bands of a picture into files, and puts them together. */
final class Bands {

    private final TaskContext context;

    Bands(TaskContext context) {
        this.context = context;
    }

    /** @throws InterruptedException within milliseconds after the task was cancelled */
    Piece draw(View view, Task task, TaskProgress progress) throws IOException, InterruptedException {
        Path file = context.newFile("band");
        byte[] colours = new byte[view.width()];
        long inside = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int row = 0; row < task.rows(); row++) {
                for (int column = 0; column < colours.length; column++) {
                    colours[column] = view.colour(column, task.firstRow() + row);
                    inside += colours[column] == Palette.INSIDE ? 1 : 0;
                    progress.checkCancelled();
                }
                out.write(colours);
                progress.reached((row + 1.0) / task.rows());
            }
        }
        return new Piece(String.valueOf(file.getFileName()), task.rows(), inside);
    }

    /** The picture, of which a byte a pixel is in memory. */
    Piece join(Params params, List<Piece> bands, TaskProgress progress) throws IOException, InterruptedException {
        BufferedImage image = new BufferedImage(
                params.width(),
                params.height(),
                BufferedImage.TYPE_BYTE_INDEXED,
                params.palette().colours());
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int at = 0;
        for (Piece band : bands) {
            try (InputStream in = Files.newInputStream(context.file(band.file()))) {
                at += in.readNBytes(pixels, at, band.rows() * params.width());
            }
            progress.reached(0.5 * at / pixels.length);
        }
        Path file = context.newFile("mandelbrot.png");
        ImageIO.setUseCache(false);
        try (OutputStream out = Files.newOutputStream(file)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this Java has no writer of PNG");
            }
        }
        return new Piece(
                String.valueOf(file.getFileName()),
                0,
                bands.stream().mapToLong(Piece::inside).sum());
    }
}
