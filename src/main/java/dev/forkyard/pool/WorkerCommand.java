package dev.forkyard.pool;

import dev.forkyard.protocol.LaunchOptions;
import java.lang.module.ModuleFinder;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together the command line of a worker JVM. */
record WorkerCommand(WorkerClassPath classPath, PoolProperties properties) {

    private static final String MAIN = "dev.forkyard.worker.WorkerMain";
    private static final String VECTORS = "jdk.incubator.vector";

    /** An ordinary worker. */
    List<String> worker(LaunchOptions options, @Nullable Path archive) {
        List<String> flags = archive == null ? List.of() : List.of("-XX:SharedArchiveFile=" + archive);
        return command(options, flags);
    }

    /** A worker that leaves a class-data archive behind when it has stopped. */
    List<String> archiving(LaunchOptions options, Path archive) {
        return command(options, List.of("-XX:ArchiveClassesAtExit=" + archive));
    }

    /** One thread does the work, on one core: the serial collector serves it best and costs an idle worker least. */
    private List<String> command(LaunchOptions options, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + properties.heapMegabytes() + "m");
        command.add("-Dforkyard.worker.memory=" + memory());
        command.add("-XX:+UseSerialGC");
        command.add("-XX:ActiveProcessorCount=1");
        command.add("-XX:-UsePerfData");
        // Else a task in one long loop could keep all other threads waiting, the one with the heartbeat among them.
        command.add("-XX:+UseCountedLoopSafepoints");
        command.add("-XX:LoopStripMiningIter=1000");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-XX:ErrorFile=" + options.directory().resolve(CrashReport.FILE));
        command.add("-Xlog:disable");
        // Of modules that are added, the archive of classes says that it is slower with them.
        command.add("-Xlog:all=error,cds*=off:stderr");
        command.addAll(tuning(Runtime.version().feature()));
        command.addAll(modules());
        command.addAll(flags);
        // Where JNA unpacks its own: nobody else does, no task's end empties it, and it goes with the worker.
        command.add("-Djna.tmpdir=" + options.directory());
        command.add("-Djava.io.tmpdir=" + options.scratch());
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Djava.awt.headless=true"); // Pictures are drawn into files.
        // What it would find anyway, after a look into every JAR.
        String provider = SelectorProvider.provider().getClass().getName();
        command.add("-Djava.nio.channels.spi.SelectorProvider=" + provider);
        command.addAll(properties.jvmOptions());
        command.add("-cp");
        command.add(classPath.asArgument());
        command.add(MAIN);
        command.addAll(options.toArguments());
        return command;
    }

    /**
     * What not every JVM knows, and would refuse to start with. An archive that is mapped where it was made for starts 15 ms
     * faster and dirties 10 MB less; what the compilers leave behind at the start is 7 MB.
     */
    private static List<String> tuning(int jvm) {
        List<String> flags = new ArrayList<>();
        if (jvm <= 25) {
            flags.add("-XX:+UnlockDiagnosticVMOptions");
            flags.add("-XX:ArchiveRelocationMode=0");
        }
        if (jvm >= 22) {
            flags.add("-XX:TrimNativeHeapInterval=2000");
        }
        if (jvm >= 24) {
            // Else it warns when JNA loads its own. Of --enable-native-access the archive of classes complains.
            flags.add("--illegal-native-access=allow");
        }
        return flags;
    }

    /** Half of what there is, shared among the workers; the rest is the server's, the files' and others'. */
    private long memory() {
        return MachineMemory.read().bytes() / 2 / properties.workers();
    }

    /** The Vector API, for job types that compute by it where they find it; not every runtime image has it. */
    private static List<String> modules() {
        return ModuleFinder.ofSystem().find(VECTORS).isPresent() ? List.of("--add-modules=" + VECTORS) : List.of();
    }
}
