package dev.forkyard.job.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sets the parameters of a statement one after the other, each type of value in the one form that columns hold it in.
 */
final class Binder {

    private final PreparedStatement statement;
    private int index;

    Binder(PreparedStatement statement) {
        this.statement = statement;
    }

    Binder text(@Nullable String value) throws SQLException {
        // PostgreSQL refuses texts that hold NUL.
        statement.setString(++index, value == null ? null : value.replace('\0', '\uFFFD'));
        return this;
    }

    Binder id(UUID value) throws SQLException {
        statement.setString(++index, value.toString());
        return this;
    }

    Binder name(Enum<?> value) throws SQLException {
        statement.setString(++index, value.name());
        return this;
    }

    Binder optionalName(@Nullable Enum<?> value) throws SQLException {
        statement.setString(++index, value == null ? null : value.name());
        return this;
    }

    Binder number(@Nullable Number value) throws SQLException {
        index++;
        if (value == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, value.longValue());
        }
        return this;
    }

    Binder fraction(double value) throws SQLException {
        statement.setDouble(++index, value);
        return this;
    }

    Binder instant(@Nullable Instant value) throws SQLException {
        return number(value == null ? null : Micros.of(value));
    }

    Binder duration(@Nullable Duration value) throws SQLException {
        return number(value == null ? null : value.toNanos());
    }
}
