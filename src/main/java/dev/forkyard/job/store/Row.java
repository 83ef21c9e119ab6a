package dev.forkyard.job.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The current row of a result: turns columns back into what {@link Binder} made them of. */
final class Row {

    private final ResultSet result;

    private Row(ResultSet result) {
        this.result = result;
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    interface Mapper<T> {

        T map(Row row) throws SQLException;
    }

    /** Runs the query and maps all rows of its answer. */
    static <T> List<T> all(PreparedStatement statement, Binding binding, Mapper<T> mapper) throws SQLException {
        binding.bind(new Binder(statement));
        List<T> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            Row row = new Row(result);
            while (result.next()) {
                rows.add(mapper.map(row));
            }
        }
        return rows;
    }

    @Nullable String optionalText(String column) throws SQLException {
        return result.getString(column);
    }

    String text(String column) throws SQLException {
        return Objects.requireNonNull(result.getString(column), column);
    }

    UUID id(String column) throws SQLException {
        return UUID.fromString(text(column));
    }

    <E extends Enum<E>> E name(String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, text(column));
    }

    <E extends Enum<E>> @Nullable E optionalName(String column, Class<E> type) throws SQLException {
        String name = result.getString(column);
        return name == null ? null : Enum.valueOf(type, name);
    }

    @Nullable Long optionalNumber(String column) throws SQLException {
        long value = result.getLong(column);
        return result.wasNull() ? null : value;
    }

    long number(String column) throws SQLException {
        return result.getLong(column);
    }

    @Nullable Integer optionalInteger(String column) throws SQLException {
        int value = result.getInt(column);
        return result.wasNull() ? null : value;
    }

    int integer(String column) throws SQLException {
        return result.getInt(column);
    }

    double fraction(String column) throws SQLException {
        return result.getDouble(column);
    }

    @Nullable Instant optionalInstant(String column) throws SQLException {
        Long micros = optionalNumber(column);
        return micros == null ? null : Micros.instant(micros);
    }

    Instant instant(String column) throws SQLException {
        return Objects.requireNonNull(optionalInstant(column), column);
    }

    @Nullable Duration optionalDuration(String column) throws SQLException {
        Long nanos = optionalNumber(column);
        return nanos == null ? null : Duration.ofNanos(nanos);
    }

    Duration duration(String column) throws SQLException {
        return Duration.ofNanos(number(column));
    }
}
