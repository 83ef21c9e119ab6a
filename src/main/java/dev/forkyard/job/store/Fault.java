package dev.forkyard.job.store;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose fault a failed write is: its own, so that trying again is in vain, or the database's, which may recover. */
final class Fault {

    /** SQLSTATE classes: data exception, integrity constraint violation, program limit exceeded. */
    private static final Set<String> CLASSES_OF_WRITE = Set.of("22", "23", "54");

    /** Result codes of SQLite, whose driver tells no SQLSTATE: TOOBIG, CONSTRAINT, MISMATCH. */
    private static final Set<Integer> SQLITE_CODES_OF_WRITE = Set.of(18, 19, 20);

    private Fault() {}

    static boolean isOfWrite(Throwable failure) {
        if (!(failure instanceof SQLException)) {
            return true;
        }
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && isOfWrite(e)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfWrite(SQLException e) {
        String state = e.getSQLState();
        return state == null
                ? SQLITE_CODES_OF_WRITE.contains(e.getErrorCode())
                : state.length() == 5 && CLASSES_OF_WRITE.contains(state.substring(0, 2));
    }
}
