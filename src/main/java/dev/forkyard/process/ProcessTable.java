package dev.forkyard.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The machine's processes at about one time, by their ids; only Linux tells of them so. One that is started or ends while
 * they are read may be missing.
 */
final class ProcessTable {

    static final Path PROC = Path.of("/proc");

    private final Map<Long, ProcessStat> processes;
    private final Map<Long, Set<Long>> children = new HashMap<>();

    private ProcessTable(Map<Long, ProcessStat> processes) {
        this.processes = processes;
        processes
                .values()
                .forEach(process -> children.computeIfAbsent(process.parent(), parent -> new HashSet<>())
                        .add(process.pid()));
    }

    /** Empty where there is no {@code /proc}, or one that belongs to another namespace of process ids than this process. */
    static Optional<ProcessTable> current() {
        try {
            Path self = Files.readSymbolicLink(PROC.resolve("self"));
            boolean ours =
                    self.toString().equals(Long.toString(ProcessHandle.current().pid()));
            return ours ? Optional.of(read(PROC)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static ProcessTable read(Path proc) {
        Map<Long, ProcessStat> processes = new HashMap<>();
        for (long pid : listPids(proc)) {
            ProcessStat process = ProcessStat.read(proc, pid);
            if (process != null) {
                processes.put(pid, process);
            }
        }
        return new ProcessTable(processes);
    }

    /** The ids alone, at far less cost. */
    static List<Long> listPids(Path proc) {
        String[] names = proc.toFile().list();
        return names == null
                ? List.of()
                : Stream.of(names)
                        .filter(name -> name.chars().allMatch(each -> each >= '0' && each <= '9'))
                        .map(Long::valueOf)
                        .toList();
    }

    /** These and all that they have started, and so on, except those whose parent has ended. */
    List<ProcessStat> families(Collection<Long> pids) {
        Set<Long> found = new LinkedHashSet<>();
        Deque<Long> next = new ArrayDeque<>(pids);
        while (!next.isEmpty()) {
            long pid = next.pop();
            if (processes.containsKey(pid) && found.add(pid)) {
                next.addAll(children.getOrDefault(pid, Set.of()));
            }
        }
        return found.stream().map(processes::get).toList();
    }
}
