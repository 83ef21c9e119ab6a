package dev.forkyard.job.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.forkyard.engine.TaskEngine;
import dev.forkyard.job.files.JobFiles;
import dev.forkyard.job.schedule.ScheduleLimits;
import dev.forkyard.job.schedule.Scheduler;
import dev.forkyard.job.store.JobStore;
import dev.forkyard.job.store.SqliteLock;
import dev.forkyard.job.store.SqliteSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires jobs: the store, the scheduler, and what can be done with them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({JobsProperties.class, SharedProperties.class})
class JobConfiguration {

    /** After the pool has started, before the web server does; in reverse order when they stop. */
    private static final int PHASE = 2_000;

    private static final int ANSWERING_THREADS = 4;

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Each connection to SQLite needs settings of its own, set before the first is opened. */
    @Bean
    static BeanPostProcessor sqliteSettings() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && SqliteSettings.applyTo(pool.getJdbcUrl())) {
                    SqliteSettings.createDirectory(pool.getJdbcUrl());
                    SqliteSettings.connectionProperties().forEach(pool::addDataSourceProperty);
                }
                return bean;
            }
        };
    }

    @Bean(destroyMethod = "close")
    SqliteLock sqliteLock(DataSourceProperties properties) {
        return SqliteLock.acquire(properties.determineUrl());
    }

    @Bean
    JobMetrics jobMetrics(MeterRegistry registry, Clock clock) {
        return new JobMetrics(registry, clock);
    }

    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    JobStore jobStore(DataSource dataSource, SqliteLock lock, JobMetrics metrics, Clock clock) {
        return new JobStore(dataSource, metrics, clock);
    }

    @Bean(destroyMethod = "close")
    JobFiles jobFiles(TaskEngine engine) {
        return new JobFiles(engine.jobDirectories());
    }

    @Bean(destroyMethod = "close")
    Scheduler scheduler(
            TaskEngine engine,
            JobStore store,
            JobFiles files,
            JobMetrics metrics,
            Clock clock,
            JobsProperties properties,
            SharedProperties shared,
            @Value("${forkyard.pool.cancel-grace:2s}") Duration cancelGrace) {
        ScheduleLimits limits = new ScheduleLimits(
                properties.maxTasks(),
                properties.pipeline(),
                properties.killStalled(),
                properties.drainTimeout(),
                cancelGrace,
                properties.maxServerLosses(),
                shared.toLimits());
        return new Scheduler(engine, store, files, metrics, clock, limits);
    }

    @Bean(destroyMethod = "shutdownNow")
    ThreadPoolExecutor answering() {
        return (ThreadPoolExecutor) Executors.newFixedThreadPool(ANSWERING_THREADS, task -> {
            Thread thread = new Thread(task, "job-answers");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Bean
    Jobs jobs(
            TaskEngine engine,
            JobStore store,
            JobFiles files,
            Scheduler scheduler,
            ThreadPoolExecutor answering,
            JobsProperties properties,
            Clock clock,
            JobMetrics metrics) {
        Jobs jobs = new Jobs(
                new JobTypes(engine),
                store,
                files,
                scheduler,
                new Waiters(answering),
                properties,
                clock,
                metrics::jobSubmitted);
        metrics.bind(scheduler, jobs);
        return jobs;
    }

    @Bean
    JobParts jobParts(Jobs jobs, JobStore store, JobFiles files, Scheduler scheduler, JobsProperties properties) {
        return new JobParts(jobs, store, files, scheduler, properties);
    }

    @Bean
    StoreHealthIndicator storeHealthIndicator(JobStore store) {
        return new StoreHealthIndicator(store);
    }

    @Bean
    SmartLifecycle schedulerLifecycle(Scheduler scheduler) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                scheduler.start();
                running = true;
            }

            @Override
            public void stop() {
                scheduler.close();
                running = false;
            }

            @Override
            public boolean isRunning() {
                return running;
            }

            @Override
            public int getPhase() {
                return PHASE;
            }
        };
    }
}
