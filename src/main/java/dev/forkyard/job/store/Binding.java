package dev.forkyard.job.store;

import java.sql.SQLException;

/** Gives a statement its parameters. */
@FunctionalInterface
interface Binding {

    void bind(Binder binder) throws SQLException;
}
