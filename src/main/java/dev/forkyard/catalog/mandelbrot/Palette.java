package dev.forkyard.catalog.mandelbrot;

import java.awt.image.IndexColorModel;

/** What colours a picture has: black for the points of the set, and a circle of 255 colours for those that escape. */
public enum Palette {
    GREY("grey", new int[] {0x101010, 0xf0f0f0}),
    FIRE("fire", new int[] {0x200000, 0xd02000, 0xffb000, 0xffffd0, 0xa04000}),
    OCEAN("ocean", new int[] {0x000764, 0x206bcb, 0xedffff, 0xffaa00, 0x302010});

    /** The index of the points of the set. */
    static final int INSIDE = 0;

    private static final int COLOURS = 255;

    private final String word;
    private final int[] stops;

    /** @param stops colours as 0xRRGGBB, evenly spread over the circle and blended between */
    Palette(String word, int[] stops) {
        this.word = word;
        this.stops = stops;
    }

    /**
     * The index of a point that escapes.
     *
     * @param turn how far round the circle it is; only the fraction counts
     */
    static byte index(double turn) {
        return (byte) (1 + Math.floorMod((long) Math.floor(turn * COLOURS), COLOURS));
    }

    IndexColorModel colours() {
        byte[][] channels = new byte[3][COLOURS + 1];
        for (int colour = 0; colour < COLOURS; colour++) {
            double at = (double) colour * stops.length / COLOURS;
            int from = stops[(int) at];
            int to = stops[((int) at + 1) % stops.length];
            for (int channel = 0; channel < 3; channel++) {
                int shift = 16 - 8 * channel;
                double blended = (from >> shift & 0xff) * (1 - at % 1) + (to >> shift & 0xff) * (at % 1);
                channels[channel][colour + 1] = (byte) Math.round(blended);
            }
        }
        return new IndexColorModel(8, COLOURS + 1, channels[0], channels[1], channels[2]);
    }

    /** The word that params use. */
    @Override
    public String toString() {
        return word;
    }
}
