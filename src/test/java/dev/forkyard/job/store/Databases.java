package dev.forkyard.job.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;

/** Data sources as the service has them, migrated. */
final class Databases {

    private Databases() {}

    static HikariDataSource sqlite(Path file) {
        String url = "jdbc:sqlite:" + file;
        SqliteSettings.createDirectory(url);
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(url);
        SqliteSettings.connectionProperties().forEach(dataSource::addDataSourceProperty);
        return migrated(dataSource);
    }

    static HikariDataSource postgres(String url) {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(url);
        dataSource.setConnectionTimeout(2_000);
        return migrated(dataSource);
    }

    private static HikariDataSource migrated(HikariDataSource dataSource) {
        Flyway.configure().dataSource(dataSource).load().migrate();
        return dataSource;
    }
}
