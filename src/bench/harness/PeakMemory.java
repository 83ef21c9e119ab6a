package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most memory that the workers' processes hold while this is open: what Linux keeps as each one's peak, or
 * elsewhere the most that the service tells.
 */
final class PeakMemory implements AutoCloseable {

    private static final long EVERY_MILLIS = 250;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Pattern WORKER = Pattern.compile("\"pid\":(\\d+)(?:(?!\"pid\":).)*?\"residentBytes\":(\\d+)");

    private final Server server;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<Long, Long> largest = new HashMap<>();
    private long together;

    private PeakMemory(Server server) {
        this.server = server;
    }

    static PeakMemory watch(Server server) {
        var memory = new PeakMemory(server);
        memory.clock.scheduleWithFixedDelay(memory::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return memory;
    }

    private synchronized void look() {
        try {
            Matcher workers = WORKER.matcher(server.get("/api/v1/workers").body());
            long sum = 0;
            while (workers.find()) {
                long pid = Long.parseLong(workers.group(1));
                long resident = Long.parseLong(workers.group(2));
                sum += resident;
                largest.merge(pid, Math.max(resident, peak(pid)), Math::max);
            }
            together = Math.max(together, sum);
        } catch (IOException e) {
            System.err.println("the workers' memory could not be asked for: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long peak(long pid) {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
            Matcher peak = PEAK.matcher(String.join("\n", lines));
            return peak.find() ? 1024 * Long.parseLong(peak.group(1)) : 0;
        } catch (IOException e) {
            // It has ended, or this is no Linux.
            return 0;
        }
    }

    synchronized long largest() {
        return largest.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    synchronized long together() {
        return together;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
