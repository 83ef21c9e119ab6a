package dev.forkyard.job.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Runs queries on the calling thread. Every question is one statement, so that its answer is of one moment without a
 * transaction.
 */
final class Reader {

    private final DataSource dataSource;
    private final StoreObserver observer;

    Reader(DataSource dataSource, StoreObserver observer) {
        this.dataSource = dataSource;
        this.observer = observer;
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    interface Mapper<T> {

        T map(Row row) throws SQLException;
    }

    <T> List<T> query(StoreOperation operation, String sql, Binding binding, Mapper<T> mapper) {
        long begun = System.nanoTime();
        List<T> rows = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(new Binder(statement));
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                while (result.next()) {
                    rows.add(mapper.map(row));
                }
            }
        } catch (SQLException e) {
            throw new StoreException(operation, "The database does not answer: " + e.getMessage(), e);
        }
        observer.succeeded(operation, Duration.ofNanos(System.nanoTime() - begun));
        return rows;
    }
}
