package dev.forkyard.pool;

import dev.forkyard.pool.plugin.PluginStatus;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether workers can run tasks: up once all have started, as long as one serves. */
final class PoolHealthIndicator implements HealthIndicator {

    private final WorkerPool pool;

    PoolHealthIndicator(WorkerPool pool) {
        this.pool = pool;
    }

    @Override
    public Health health() {
        PoolStatus status = pool.status();
        Health.Builder health = status.ready() ? Health.up() : Health.outOfService();
        health.withDetail("size", status.size())
                .withDetail("idle", status.idle())
                .withDetail("busy", status.busy())
                .withDetail("starting", status.starting())
                .withDetail("stopped", status.stopped())
                .withDetail("spares", status.spares())
                .withDetail("pinning", status.pinning())
                .withDetail("circuit", status.circuit())
                .withDetail("memory", status.memory().explanation());
        pool.plugins().problem().ifPresent(problem -> health.withDetail("pluginDirectory", problem));
        Map<String, String> broken = pool.plugins().statuses().stream()
                .filter(plugin -> plugin.problem() != null)
                .collect(Collectors.toMap(PluginStatus::file, plugin -> String.valueOf(plugin.problem())));
        if (!broken.isEmpty()) {
            health.withDetail("brokenPlugins", broken);
        }
        if (status.problem() != null) {
            health.withDetail("problem", status.problem());
        }
        return health.build();
    }
}
