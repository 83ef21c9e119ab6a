package dev.forkyard.job.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.forkyard.job.store.SqliteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.util.FileSystemUtils;

/** Wires stages for rehearsals, each with a database of its own: SQLite, whatever the service's is. */
@Configuration(proxyBeanMethods = false)
class RehearsalStageConfiguration {

    private static final String MIGRATIONS = "classpath:db/migration/V*.sql";
    private static final int CONNECTIONS = 3;

    /** In a directory that a server which was killed may have left files in. */
    @Bean
    RehearsalStage.Opener rehearsalStages(
            JobsProperties properties, Clock clock, @Value("${forkyard.data-directory}/rehearsal") Path directory) {
        return () -> {
            FileSystemUtils.deleteRecursively(directory);
            Files.createDirectories(directory);
            return new RehearsalStage(directory, database(directory.resolve("jobs.db")), properties, clock);
        };
    }

    /** What it loses with the power is nothing. */
    private static HikariDataSource database(Path file) throws IOException {
        HikariDataSource database = new HikariDataSource();
        database.setPoolName("rehearsal");
        database.setJdbcUrl("jdbc:sqlite:" + file);
        database.setMaximumPoolSize(CONNECTIONS);
        SqliteSettings.connectionProperties().forEach(database::addDataSourceProperty);
        database.addDataSourceProperty("synchronous", "OFF");
        try {
            new ResourceDatabasePopulator(migrations()).execute(database);
            return database;
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** In their order, which their names tell: {@code V12__reason.sql}. */
    private static Resource[] migrations() throws IOException {
        Resource[] scripts = new PathMatchingResourcePatternResolver().getResources(MIGRATIONS);
        Arrays.sort(scripts, Comparator.comparing(script -> {
            String name = String.valueOf(script.getFilename());
            return Integer.valueOf(name.substring(1, name.indexOf("__")));
        }));
        return scripts;
    }
}
