package dev.forkyard.pool.plugin;

import dev.forkyard.engine.FunctionDescription;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.pool.plugin.PluginProbe.Contents;
import dev.forkyard.pool.plugin.PluginStatus.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The plug-ins of this server: which there are, which of them serve, and what is kept of those that did. One thread looks,
 * about once a second; any may ask.
 */
public final class Plugins {

    private static final System.Logger LOG = System.getLogger(Plugins.class.getName());

    /** A job that is just being accepted may need the generation that has just been replaced. */
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final Path path;
    private final PluginStore store;
    private final PluginDirectory directory;
    private final Verdicts verdicts;
    private final Clock clock;

    /** In the order in which they came. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private final Map<String, Instant> replaced = new HashMap<>();
    private SortedMap<String, PluginDirectory.File> files = new TreeMap<>();

    /** What served when the server last ended, of files that have not been seen settled since. */
    private final Map<String, String> last = new HashMap<>();

    private boolean begun;
    private boolean littered = true;
    private volatile Serving serving = Serving.NONE;
    private volatile List<PluginStatus> statuses = List.of();
    private volatile @Nullable String problem;
    private volatile @Nullable Supplier<Set<String>> inUse;

    /**
     * @param directory where people put JARs
     * @param storeDirectory where copies are kept of those that serve, or that unfinished jobs need
     * @param trials runs the probes, which block
     */
    public Plugins(Path directory, Path storeDirectory, PluginProbe probe, Clock clock, Executor trials) {
        this.path = directory.toAbsolutePath().normalize();
        this.store = new PluginStore(storeDirectory);
        this.directory = new PluginDirectory(path, store);
        this.verdicts = new Verdicts(store, probe, clock, trials);
        this.clock = clock;
    }

    /** What new jobs run with, and what is in it beside what is built in. */
    public record Serving(
            Generation generation, List<JobTypeDescription> jobTypes, List<FunctionDescription> functions) {

        /** No plug-in. */
        public static final Serving NONE = new Serving(Generation.NONE, List.of(), List.of());

        public Serving {
            jobTypes = List.copyOf(jobTypes);
            functions = List.copyOf(functions);
        }
    }

    /** One file, with the version of it that serves, or did last. */
    private static final class Entry {

        private PluginDirectory.File now;
        private @Nullable String good;
        private @Nullable Instant loadedAt;

        Entry(PluginDirectory.File now, @Nullable String good) {
            this.now = now;
            this.good = good;
        }
    }

    /** What new jobs run with. */
    public Serving serving() {
        return serving;
    }

    /** All JARs in the directory that have been tried, in the order of their names. */
    public List<PluginStatus> statuses() {
        return statuses;
    }

    /** The directory that is looked into. */
    public Path directory() {
        return path;
    }

    /** What keeps the directory from being read, or what is in it from being kept, while something does. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** The generation of that id; empty if it is not kept any more. */
    public Optional<Generation> find(String id) throws IOException {
        return store.find(id);
    }

    /** Gives what tells the ids of the generations that jobs need. Before, none is removed. */
    public void keep(Supplier<Set<String>> needed) {
        inUse = needed;
    }

    /** Whether some JAR was not taken at the last look, since it may still be being written. */
    public boolean isUnsettled() {
        return directory.isUnsettled();
    }

    /** Whether some JAR is being tried. For use by the thread that looks. */
    public boolean isTrying() {
        return verdicts.isTrying();
    }

    /** Looks into the directory; whether new jobs run with other plug-ins from now on. */
    public boolean look() throws InterruptedException {
        try {
            begin();
            SortedMap<String, PluginDirectory.File> now = directory.look();
            boolean changed = false;
            if (!now.equals(files) || verdicts.isDue()) {
                changed = take(now);
                files = now;
            }
            if (!directory.isUnsettled()) {
                last.clear();
            }
            problem = null;
            sweep();
            return changed;
        } catch (IOException | UncheckedIOException e) {
            String words = "The plug-ins in " + path + " cannot be looked after: " + e;
            if (!words.equals(problem)) {
                LOG.log(System.Logger.Level.WARNING, words);
            }
            problem = words;
            return false;
        }
    }

    private void begin() throws IOException {
        if (!begun) {
            Files.createDirectories(path);
            last.putAll(store.last());
            begun = true;
        }
    }

    private boolean take(SortedMap<String, PluginDirectory.File> now) throws IOException, InterruptedException {
        entries.keySet().retainAll(now.keySet());
        now.forEach((name, file) -> {
            Entry before = entries.get(name);
            if (file.sha256() != null && (before == null || !file.equals(before.now))) {
                verdicts.retry(file.sha256());
            }
            entries.computeIfAbsent(name, key -> new Entry(file, last.remove(key))).now = file;
        });
        Selection selection = new Selection();
        Map<String, PluginStatus> told = new TreeMap<>();
        for (Map.Entry<String, Entry> each : inTheirTurn()) {
            join(each.getKey(), each.getValue(), selection).ifPresent(status -> told.put(each.getKey(), status));
        }
        verdicts.dropUnasked();
        Serving before = serving;
        Serving next = new Serving(store.record(selection.files()), selection.jobTypes(), selection.functions());
        boolean changed = !next.generation().id().equals(before.generation().id());
        if (changed) {
            replaced.put(before.generation().id(), clock.instant());
            replaced.remove(next.generation().id());
        }
        serving = next;
        told.values().stream().filter(each -> !statuses.contains(each)).forEach(Plugins::tell);
        statuses.stream()
                .filter(each -> !told.containsKey(each.file()))
                .forEach(each -> LOG.log(System.Logger.Level.INFO, "The plug-in {0} is gone.", each.file()));
        statuses = List.copyOf(told.values());
        littered = true;
        return changed;
    }

    /** Who serves, or did, comes before who never has, whichever of them will have been tried first: it keeps its names. */
    private List<Map.Entry<String, Entry>> inTheirTurn() {
        return entries.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getValue().good == null))
                .toList();
    }

    /**
     * Lets a file take part: as it is, or where that is of no use, or not known yet, as it was before.
     *
     * @return how it stands; nothing new while it is being tried
     */
    private Optional<PluginStatus> join(String name, Entry entry, Selection selection) throws InterruptedException {
        String sha256 = entry.now.sha256();
        String wrong = String.valueOf(entry.now.problem());
        if (sha256 != null) {
            Contents contents = verdicts.of(sha256);
            if (contents == null) {
                goesOn(name, entry, selection);
                return statuses.stream()
                        .filter(each -> each.file().equals(name))
                        .findFirst();
            }
            wrong = selection.add(name, sha256, contents);
        }
        if (sha256 != null && wrong.isEmpty()) {
            if (!sha256.equals(entry.good) || entry.loadedAt == null) {
                entry.loadedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
            }
            entry.good = sha256;
            return Optional.of(status(name, entry, State.LOADED, null, sha256));
        }
        boolean goesOn = goesOn(name, entry, selection);
        String sentence = wrong.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + wrong.substring(1);
        String more = goesOn ? " The version before it goes on to serve." : "";
        return Optional.of(status(
                name,
                entry,
                State.BROKEN,
                sentence + (sentence.endsWith(".") ? "" : ".") + more,
                goesOn ? entry.good : null));
    }

    /** Lets the version before take part, if there is one and it can. */
    private boolean goesOn(String name, Entry entry, Selection selection) throws InterruptedException {
        String good = entry.good;
        if (good == null || good.equals(entry.now.sha256()) || !Files.isRegularFile(store.jar(good))) {
            return false;
        }
        Contents contents = verdicts.of(good);
        if (contents == null || !selection.add(name, good, contents).isEmpty()) {
            return false;
        }
        if (entry.loadedAt == null) {
            entry.loadedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        }
        return true;
    }

    private PluginStatus status(
            String name, Entry entry, State state, @Nullable String wrong, @Nullable String serves) {
        Contents what = serves == null ? null : verdicts.last(serves);
        return new PluginStatus(
                name,
                entry.now.sha256(),
                state,
                wrong,
                serves,
                what == null
                        ? List.of()
                        : what.jobTypes().stream().map(JobTypeDescription::name).toList(),
                what == null
                        ? List.of()
                        : what.functions().stream()
                                .map(FunctionDescription::name)
                                .toList(),
                serves == null ? null : entry.loadedAt);
    }

    private static void tell(PluginStatus plugin) {
        if (plugin.state() == State.LOADED) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "The plug-in {0} is loaded, with the job types {1} and the functions {2}.",
                    plugin.file(),
                    plugin.jobTypes(),
                    plugin.functions());
        } else {
            LOG.log(System.Logger.Level.WARNING, "The plug-in {0} is broken. {1}", plugin.file(), plugin.problem());
        }
    }

    /** Removes what is kept and of no use any more. */
    private void sweep() throws IOException {
        Supplier<Set<String>> needed = inUse;
        if (!littered || needed == null) {
            return;
        }
        Instant before = clock.instant().minus(KEPT);
        replaced.values().removeIf(at -> at.isBefore(before));
        Set<String> generations = new HashSet<>(needed.get());
        generations.addAll(replaced.keySet());
        generations.add(serving.generation().id());
        Set<String> jars = new HashSet<>(last.values());
        for (Entry entry : entries.values()) {
            for (String each : new @Nullable String[] {entry.now.sha256(), entry.good}) {
                if (each != null) {
                    jars.add(each);
                }
            }
        }
        store.keepOnly(generations, jars);
        verdicts.keepOnly(jars);
        Set<String> left = store.generations();
        left.remove(serving.generation().id());
        littered = !left.isEmpty();
    }
}
