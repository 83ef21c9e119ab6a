package dev.forkyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A bash that runs one piece of a page after the other, as a reader's terminal does: what one defines, the next may use. */
final class ShellSession implements AutoCloseable {

    private final String mark = UUID.randomUUID().toString();
    private final Process bash;
    private final Writer in;
    private final BufferedReader out;

    ShellSession() throws IOException {
        bash = new ProcessBuilder("bash")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        in = bash.outputWriter(StandardCharsets.UTF_8);
        out = new BufferedReader(new InputStreamReader(bash.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Runs the commands, of which the last must succeed; what they print. */
    String run(String commands) throws IOException {
        in.write(commands + "\nprintf '\\n%s%s\\n' " + mark + " $?\n");
        in.flush();
        StringBuilder printed = new StringBuilder();
        String line = out.readLine();
        while (line != null && !line.startsWith(mark)) {
            printed.append(line).append('\n');
            line = out.readLine();
        }
        assertThat(line).as("end of %s, which printed %s", commands, printed).isEqualTo(mark + "0");
        return printed.toString().strip();
    }

    @Override
    public void close() throws IOException {
        in.close(); // Which is the end of its input, and so its own.
    }
}
