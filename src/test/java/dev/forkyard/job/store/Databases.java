package dev.forkyard.job.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;

/** Makes data sources as the service has them, with the schema in place. */
final class Databases {

    private Databases() {}

    static HikariDataSource sqlite(Path file) {
        return migrated(blankSqlite(file, new HikariDataSource()));
    }

    static <D extends HikariDataSource> D sqlite(Path file, D dataSource) {
        return migrated(blankSqlite(file, dataSource));
    }

    static HikariDataSource postgres(String url) {
        return migrated(blankPostgres(url));
    }

    /** Without the schema. */
    static <D extends HikariDataSource> D blankSqlite(Path file, D dataSource) {
        String url = "jdbc:sqlite:" + file;
        SqliteSettings.createDirectory(url);
        dataSource.setJdbcUrl(url);
        SqliteSettings.connectionProperties().forEach(dataSource::addDataSourceProperty);
        return dataSource;
    }

    /** Without the schema. */
    static HikariDataSource blankPostgres(String url) {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(url);
        dataSource.setConnectionTimeout(10_000);
        return dataSource;
    }

    static <D extends HikariDataSource> D migrated(D dataSource) {
        Flyway.configure().dataSource(dataSource).load().migrate();
        return dataSource;
    }

    /** With the schema as an earlier version left it. */
    static void migrateTo(String version, HikariDataSource dataSource) {
        Flyway.configure().dataSource(dataSource).target(version).load().migrate();
    }
}
