package dev.forkyard.catalog.digits;

import dev.forkyard.task.TaskContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Writes the digits of all values into one file, each value on a line of its own. */
final class DigitsText {

    private static final int BUFFER = 1 << 16;

    private final TaskContext context;

    DigitsText(TaskContext context) {
        this.context = context;
    }

    /** @param pieces all that hold digits, in their order */
    Piece write(DigitsTask task, List<Piece> pieces) throws IOException, InterruptedException {
        Path file = context.newFile("digits.txt");
        List<Piece.Entry> entries = new ArrayList<>();
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream buffered = new BufferedOutputStream(out, BUFFER)) {
            long offset = 0;
            for (int first = 0; first < pieces.size(); ) {
                int end = first + 1;
                while (end < pieces.size()
                        && pieces.get(end).value() == pieces.get(first).value()) {
                    end++;
                }
                if (first > 0) {
                    buffered.write('\n');
                    offset++;
                }
                entries.add(value(pieces.subList(first, end), offset, buffered));
                offset += length(pieces.get(first).precision());
                first = end;
                context.progress((double) end / pieces.size());
            }
        }
        String name = String.valueOf(file.getFileName());
        return new Piece(task.value(), 0, entries.get(0).arithmetic(), Optional.empty(), Optional.of(name), entries);
    }

    private static long length(int precision) {
        return precision == 1 ? 1 : precision + 1L;
    }

    private Piece.Entry value(List<Piece> pieces, long offset, OutputStream out)
            throws IOException, InterruptedException {
        MessageDigest digest = sha256();
        DigestOutputStream digested = new DigestOutputStream(out, digest);
        Piece head = pieces.get(0);
        if (head.digits().isPresent()) {
            digested.write(head.digits().get().getBytes(StandardCharsets.US_ASCII));
        } else {
            digested.write("3.".getBytes(StandardCharsets.US_ASCII));
            long decimals = 0;
            for (Piece piece : pieces) {
                decimals += copy(context.file(piece.file().orElseThrow()), digested);
            }
            if (decimals != head.precision() - 1L) {
                throw new IOException("The files of %d digits have %d after the point: one of them is cut off."
                        .formatted(head.precision(), decimals));
            }
        }
        return new Piece.Entry(head.arithmetic(), offset, HexFormat.of().formatHex(digest.digest()));
    }

    /** How many bytes it was. */
    private long copy(Path from, OutputStream to) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        try (InputStream in = Files.newInputStream(from)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                to.write(buffer, 0, count);
                copied += count;
                if (context.cancelled()) {
                    throw new InterruptedException("the task was cancelled");
                }
            }
        }
        return copied;
    }

    /** Hexadecimal SHA-256 of a text in ASCII. */
    static String sha256(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
