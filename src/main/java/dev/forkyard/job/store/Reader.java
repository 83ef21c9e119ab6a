package dev.forkyard.job.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * Answers questions on the calling thread, each as of one moment: a question is one statement, or a transaction where it
 * takes several.
 */
final class Reader {

    private final DataSource dataSource;
    private final StoreObserver observer;

    Reader(DataSource dataSource, StoreObserver observer) {
        this.dataSource = dataSource;
        this.observer = observer;
    }

    /** What is to be asked over one connection. */
    @FunctionalInterface
    interface Question<T> {

        T ask(Snapshot snapshot) throws SQLException;
    }

    /** A question of one statement. */
    <T> List<T> query(StoreOperation operation, String sql, Binding binding, Row.Mapper<T> mapper) {
        return observed(operation, connection -> new Snapshot(connection).query(sql, binding, mapper));
    }

    /** A question of several statements, all of which see the same moment. */
    <T> T ask(StoreOperation operation, Question<T> question) {
        return observed(operation, connection -> {
            connection.setAutoCommit(false);
            // PostgreSQL gives every statement a moment of its own otherwise.
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return question.ask(new Snapshot(connection));
            } finally {
                connection.rollback();
            }
        });
    }

    private <T> T observed(StoreOperation operation, Access<T> access) {
        long begun = System.nanoTime();
        T answer;
        try (Connection connection = dataSource.getConnection()) {
            answer = access.with(connection);
        } catch (SQLException e) {
            throw new StoreException(operation, "The database does not answer: " + e.getMessage(), e);
        }
        observer.succeeded(operation, Duration.ofNanos(System.nanoTime() - begun));
        return answer;
    }

    @FunctionalInterface
    private interface Access<T> {

        T with(Connection connection) throws SQLException;
    }

    /** The database as a question sees it. */
    static final class Snapshot {

        private final Connection connection;

        private Snapshot(Connection connection) {
            this.connection = connection;
        }

        <T> List<T> query(String sql, Binding binding, Row.Mapper<T> mapper) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                return Row.all(statement, binding, mapper);
            }
        }
    }
}
