package dev.forkyard.job.store;

import java.sql.SQLException;

/**
 * One change of the database, run in a transaction by the writer thread. It may run again after a commit whose answer
 * was lost, and must then change nothing more. Its first statement writes: a transaction of SQLite that begins by
 * reading cannot always go on to write.
 */
@FunctionalInterface
interface Write {

    /** Runs the change and tells how many rows of its main table it changed. */
    int execute(WriterConnection connection) throws SQLException;
}
