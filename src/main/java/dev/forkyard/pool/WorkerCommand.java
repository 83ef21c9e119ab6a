package dev.forkyard.pool;

import dev.forkyard.protocol.LaunchOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Puts together the command line of a worker JVM. */
record WorkerCommand(WorkerClassPath classPath, PoolProperties properties) {

    private static final String MAIN = "dev.forkyard.worker.WorkerMain";

    /** An ordinary worker. */
    List<String> worker(OptionalInt core, LaunchOptions options, @Nullable Path archive) {
        List<String> flags = archive == null ? List.of() : List.of("-XX:SharedArchiveFile=" + archive);
        return command(core, options, flags);
    }

    /** A worker that leaves a class-data archive behind when it has stopped. */
    List<String> archiving(LaunchOptions options, Path archive) {
        return command(OptionalInt.empty(), options, List.of("-XX:ArchiveClassesAtExit=" + archive));
    }

    /** One thread does the work, on one core: the serial collector serves it best and costs an idle worker least. */
    private List<String> command(OptionalInt core, LaunchOptions options, List<String> flags) {
        List<String> command = new ArrayList<>(Pinning.prefix(core));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + properties.heapMegabytes() + "m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:-UsePerfData");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-XX:ErrorFile=" + options.scratch().resolve("hs_err.log"));
        command.add("-Xlog:disable");
        command.add("-Xlog:all=error:stderr");
        command.addAll(flags);
        command.add("-Djava.io.tmpdir=" + options.scratch());
        command.add("-Dfile.encoding=UTF-8");
        command.addAll(properties.jvmOptions());
        command.add("-cp");
        command.add(classPath.asArgument());
        command.add(MAIN);
        command.addAll(options.toArguments());
        return command;
    }
}
