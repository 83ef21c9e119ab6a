package dev.forkyard.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A process as {@code /proc/<pid>/stat} tells of it, described in proc(5).
 *
 * @param pid its id
 * @param state a letter, Z for one that has ended and that nobody has waited for
 * @param parent id of the process that started it, or of that which took it over
 * @param cpuTicks processor time of it and of those ended children that it has waited for, in ticks of 10 ms
 * @param startTicks when it was started, in ticks after the machine was; with the id it tells it from any other process
 */
record ProcessStat(long pid, char state, long parent, long cpuTicks, long startTicks) {

    private static final int UTIME = 14;
    private static final int CSTIME = 17;
    private static final int STARTTIME = 22;
    private static final int FIRST_AFTER_NAME = 3;

    boolean alive() {
        return state != 'Z' && state != 'X';
    }

    /** Null if there is no such process, or the OS does not tell. */
    static @Nullable ProcessStat read(Path proc, long pid) {
        try (InputStream file = new FileInputStream(proc + "/" + pid + "/stat")) {
            String stat = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
            return stat.isEmpty() ? null : parse(stat);
        } catch (IOException e) {
            return null;
        }
    }

    /** The program's name, in parentheses, may hold anything, blanks and parentheses too. */
    static ProcessStat parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
        long cpuTicks = 0;
        for (int field = UTIME; field <= CSTIME; field++) {
            cpuTicks += Long.parseLong(fields[field - FIRST_AFTER_NAME]);
        }
        return new ProcessStat(
                Long.parseLong(stat.substring(0, stat.indexOf(' '))),
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                cpuTicks,
                Long.parseLong(fields[STARTTIME - FIRST_AFTER_NAME]));
    }
}
