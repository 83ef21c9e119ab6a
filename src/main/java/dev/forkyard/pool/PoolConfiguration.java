package dev.forkyard.pool;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the pool. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PoolProperties.class)
class PoolConfiguration {

    private static final System.Logger LOG = System.getLogger(PoolConfiguration.class.getName());

    /** Before the scheduler, and long before the web server; after both when it stops. */
    private static final int PHASE = 1_000;

    @Bean
    PoolMetrics poolMetrics(MeterRegistry registry) {
        return new PoolMetrics(registry);
    }

    @Bean(destroyMethod = "close")
    WorkerPool workerPool(PoolProperties properties, PoolMetrics metrics) throws IOException {
        WorkerPool pool = new WorkerPool(properties, metrics);
        metrics.bind(pool);
        return pool;
    }

    @Bean
    PoolHealthIndicator poolHealthIndicator(WorkerPool pool) {
        return new PoolHealthIndicator(pool);
    }

    @Bean
    SmartLifecycle poolLifecycle(WorkerPool pool, PoolProperties properties) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                running = true;
                awaitWorkers(pool, properties);
            }

            @Override
            public void stop() {
                pool.close();
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

    /** The service comes up without workers where they take too long or cannot start; its readiness then says so. */
    private static void awaitWorkers(WorkerPool pool, PoolProperties properties) {
        try {
            pool.start().get(properties.startTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The workers have not started; the service is not ready until they have.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
