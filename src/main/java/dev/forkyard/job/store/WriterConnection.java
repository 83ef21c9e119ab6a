package dev.forkyard.job.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that all writes go through, with its prepared statements: opened when needed, and opened anew after
 * {@link #discard()}. Owned by the writer thread; only {@link #abort()} may be called by another.
 */
final class WriterConnection {

    private static final Logger log = LoggerFactory.getLogger(WriterConnection.class);
    private static final int ROWS_PER_BATCH = 1_000;

    private final DataSource dataSource;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private volatile @Nullable Connection connection;

    WriterConnection(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Runs the statement and tells how many rows it changed. */
    int update(String sql, Binding binding) throws SQLException {
        PreparedStatement statement = prepared(sql);
        binding.bind(new Binder(statement));
        return statement.executeUpdate();
    }

    /** Runs the statement once with each of the bindings. */
    void updateAll(String sql, List<Binding> bindings) throws SQLException {
        PreparedStatement statement = prepared(sql);
        for (int i = 0; i < bindings.size(); i++) {
            bindings.get(i).bind(new Binder(statement));
            statement.addBatch();
            if ((i + 1) % ROWS_PER_BATCH == 0 || i + 1 == bindings.size()) {
                statement.executeBatch();
            }
        }
    }

    /** What the statement answers in the midst of the transaction. */
    <T> List<T> query(String sql, Binding binding, Row.Mapper<T> mapper) throws SQLException {
        return Row.all(prepared(sql), binding, mapper);
    }

    void commit() throws SQLException {
        open().commit();
    }

    /** Undoes the transaction; a connection that cannot do even that is discarded. */
    void rollback() {
        Connection current = connection;
        if (current == null) {
            return;
        }
        try {
            // Rows of a batch that was not executed must not come with the next one.
            for (PreparedStatement statement : statements.values()) {
                statement.clearBatch();
            }
            current.rollback();
        } catch (SQLException e) {
            log.debug("Rollback failed", e);
            discard();
        }
    }

    /** Closes the connection for good rather than give it back to its pool, as nothing is known of its state. */
    void discard() {
        Connection current = connection;
        connection = null;
        statements.clear();
        if (current == null) {
            return;
        }
        try {
            if (dataSource.isWrapperFor(HikariDataSource.class)) {
                dataSource.unwrap(HikariDataSource.class).evictConnection(current);
            } else {
                current.close();
            }
        } catch (SQLException e) {
            log.debug("Closing a connection that had failed", e);
        }
    }

    /** Ends a call that hangs, where the driver can do that. */
    void abort() {
        Connection current = connection;
        if (current != null) {
            try {
                current.abort(Runnable::run);
            } catch (SQLException e) {
                log.debug("Aborting the connection failed", e);
            }
        }
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = open().prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private Connection open() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = dataSource.getConnection();
            connection = current;
            current.setAutoCommit(false);
        }
        return current;
    }
}
