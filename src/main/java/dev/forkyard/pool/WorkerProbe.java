package dev.forkyard.pool;

import dev.forkyard.pool.plugin.Generation;
import dev.forkyard.pool.plugin.PluginProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tries each plug-in in a worker JVM of its own, which ends with that. */
final class WorkerProbe implements PluginProbe {

    private static final Duration DEATH = Duration.ofSeconds(10);
    private static final String NO_GENERATION = "probe";

    private final WorkerSource source;
    private final Duration limit;

    /** @param limit how long a plug-in may take to tell what is in it */
    WorkerProbe(WorkerSource source, Duration limit) {
        this.source = source;
        this.limit = limit;
    }

    @Override
    public Contents probe(Path jar) throws NotTriedException, NoAnswerException, InterruptedException {
        Worker worker;
        try {
            worker = source.launch(new Generation(NO_GENERATION, List.of(jar)));
        } catch (WorkerStartException | RuntimeException | OutOfMemoryError e) {
            throw new NotTriedException(String.valueOf(e.getMessage()), e);
        }
        try {
            worker.watch(new UnownedWorker("probing"));
            return worker.probe().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswerException(
                    "it has not told what is in it, and warmed up, within " + limit.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new NoAnswerException("the JVM that tried it was lost: " + words(worker), e);
        } finally {
            worker.end(Death.Cause.order("the plug-in has been tried"));
            source.clear(worker);
        }
    }

    private static String words(Worker worker) throws InterruptedException {
        try {
            Death death = worker.death().get(DEATH.toNanos(), TimeUnit.NANOSECONDS);
            return death.toFailure().message().replace("The worker was lost: ", "");
        } catch (ExecutionException | TimeoutException e) {
            return "how is not known";
        }
    }
}
