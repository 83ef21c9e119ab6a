package dev.forkyard.job.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;

/** Makes data sources as the service has them, with the schema in place. */
final class Databases {

    private Databases() {}

    static HikariDataSource sqlite(Path file) {
        return sqlite(file, new HikariDataSource());
    }

    static <D extends HikariDataSource> D sqlite(Path file, D dataSource) {
        String url = "jdbc:sqlite:" + file;
        SqliteSettings.createDirectory(url);
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

    private static <D extends HikariDataSource> D migrated(D dataSource) {
        Flyway.configure().dataSource(dataSource).load().migrate();
        return dataSource;
    }
}
