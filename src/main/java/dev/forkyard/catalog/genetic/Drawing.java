package dev.forkyard.catalog.genetic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Draws a tour: its cities as dots, the way between them as a line. */
final class Drawing {

    private static final int SIDE = 800;
    private static final int MARGIN = 20;
    private static final double DOT = 3;
    private static final Color PAPER = Color.WHITE;
    private static final Color LINE = new Color(0x20, 0x6b, 0xcb);
    private static final Color CITY = new Color(0xd0, 0x20, 0x00);

    private final List<City> cities;
    private final List<Integer> tour;
    private final double scale;
    private final double middleX;
    private final double middleY;

    Drawing(List<City> cities, List<Integer> tour) {
        this.cities = cities;
        this.tour = tour;
        DoubleSummaryStatistics across = cities.stream().mapToDouble(City::x).summaryStatistics();
        DoubleSummaryStatistics up = cities.stream().mapToDouble(City::y).summaryStatistics();
        double extent = Math.max(across.getMax() - across.getMin(), up.getMax() - up.getMin());
        this.scale = extent == 0 ? 1 : (SIDE - 2 * MARGIN) / extent;
        this.middleX = (across.getMin() + across.getMax()) / 2;
        this.middleY = (up.getMin() + up.getMax()) / 2;
    }

    private double x(City city) {
        return SIDE / 2.0 + (city.x() - middleX) * scale;
    }

    private double y(City city) {
        return SIDE / 2.0 - (city.y() - middleY) * scale;
    }

    void writePng(Path file) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, SIDE, SIDE);
        graphics.setColor(LINE);
        graphics.setStroke(new BasicStroke(1.5f));
        graphics.draw(line());
        graphics.setColor(CITY);
        for (City city : cities) {
            graphics.fill(new Ellipse2D.Double(x(city) - DOT, y(city) - DOT, 2 * DOT, 2 * DOT));
        }
        graphics.dispose();
        ImageIO.setUseCache(false);
        try (OutputStream out = Files.newOutputStream(file)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this Java has no writer of PNG");
            }
        }
    }

    private Path2D line() {
        Path2D line = new Path2D.Double();
        for (int city : tour) {
            double x = x(cities.get(city));
            double y = y(cities.get(city));
            if (line.getCurrentPoint() == null) {
                line.moveTo(x, y);
            } else {
                line.lineTo(x, y);
            }
        }
        line.closePath();
        return line;
    }

    void writeSvg(Path file) throws IOException {
        StringBuilder svg = new StringBuilder();
        svg.append(("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">\n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>\n<polygon fill=\"none\" stroke=\"%s\""
                        + " stroke-width=\"1.5\" points=\"")
                .formatted(SIDE, SIDE, hex(PAPER), hex(LINE)));
        for (int city : tour) {
            svg.append(String.format(Locale.ROOT, "%.2f,%.2f ", x(cities.get(city)), y(cities.get(city))));
        }
        svg.append("\"/>\n<g fill=\"%s\">\n".formatted(hex(CITY)));
        for (City city : cities) {
            svg.append(String.format(Locale.ROOT, "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"3\"/>\n", x(city), y(city)));
        }
        svg.append("</g>\n</svg>\n");
        Files.writeString(file, svg, StandardCharsets.US_ASCII);
    }

    private static String hex(Color colour) {
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xffffff);
    }
}
