package dev.forkyard.job.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A pool on SQLite whose disk can be made full: the database refuses to grow until told otherwise. */
final class FullableDataSource extends HikariDataSource {

    /** All connections ever given. */
    final List<Connection> given = new CopyOnWriteArrayList<>();

    private volatile boolean full;

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        given.add(connection);
        limit(connection);
        return connection;
    }

    /** Fills the disk beneath all connections, those given before included. */
    void fill() throws SQLException {
        full = true;
        for (Connection connection : given) {
            if (!connection.isClosed()) {
                limit(connection);
            }
        }
    }

    /** Makes room beneath the connections to come. */
    void makeRoom() {
        full = false;
    }

    private void limit(Connection connection) throws SQLException {
        if (full) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count = 1");
            }
        }
    }
}
