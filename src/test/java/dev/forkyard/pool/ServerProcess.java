package dev.forkyard.pool;

import dev.forkyard.jobtypes.HangTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a JVM of its own, whose two workers are busy, so that a test can kill it. */
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final List<ProcessHandle> workers = new ArrayList<>();
    private final Path runDirectory;

    private ServerProcess(Process process, BufferedReader output) throws IOException {
        this.process = process;
        workers.add(worker(output));
        workers.add(worker(output));
        this.runDirectory = Path.of(output.readLine());
    }

    static ServerProcess start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new ServerProcess(process, process.inputReader());
    }

    /** Starts a pool, gives each worker something to do, tells their process ids and the run directory, and waits. */
    public static void main(String[] args) throws Exception {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(2))) {
            for (int i = 0; i < 2; i++) {
                Recording hang = pool.run("test-hang", new HangTask.Params(1, -1, 1, i == 0, false));
                while (!hang.log().contains("hanging")) {
                    Thread.onSpinWait();
                }
            }
            for (WorkerStatus worker : pool.pool().workers()) {
                System.out.println(worker.pid());
            }
            System.out.println(RunDirectories.ofThisProcess().get(0));
            System.in.read();
        }
    }

    /** With SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    List<ProcessHandle> workers() {
        return workers;
    }

    Path runDirectory() {
        return runDirectory;
    }

    @Override
    public void close() {
        kill();
        workers.forEach(ProcessHandle::destroyForcibly);
    }

    private static ProcessHandle worker(BufferedReader output) throws IOException {
        return ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
    }
}
