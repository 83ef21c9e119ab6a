package dev.forkyard.pool.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.forkyard.engine.FunctionDescription;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.pool.plugin.PluginProbe.Contents;
import dev.forkyard.pool.plugin.PluginProbe.NoAnswerException;
import dev.forkyard.pool.plugin.PluginProbe.NotTriedException;
import dev.forkyard.pool.plugin.PluginStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the files in the directory; a file's text stands for what is in the JAR: names, or {@code !} and a problem. */
class PluginsTests {

    private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> probed = new ArrayList<>();
    private Instant now = T;
    private boolean probeFails;
    private boolean probeHangs;
    private int puts;
    private Plugins plugins;

    @TempDir
    Path directory;

    @BeforeEach
    void begin() throws Exception {
        plugins = trying(Runnable::run);
        assertThat(plugins.look()).isFalse();
    }

    private Contents probe(Path jar) throws NotTriedException, NoAnswerException {
        String text = read(jar);
        probed.add(text);
        if (probeFails) {
            throw new NotTriedException("no memory", new IOException());
        }
        if (probeHangs) {
            throw new NoAnswerException("it took too long", new IOException());
        }
        if (text.startsWith("!")) {
            return Contents.broken(text.substring(1));
        }
        return new Contents(
                Stream.of(text.split(" ", -1))
                        .map(name -> new JobTypeDescription(name, "", "{}", List.of(), Map.of()))
                        .toList(),
                List.of(new FunctionDescription("f-" + text.replace(' ', '-'), "", List.of(), "[]")),
                null);
    }

    @Test
    void fileIsTakenOnceItHasStayedTheSameFromOneLookToTheNext() throws Exception {
        put("a.jar", "one");
        assertThat(plugins.look()).isFalse();
        put("a.jar", "one two");
        assertThat(plugins.look()).isFalse();
        assertThat(plugins.isUnsettled()).isTrue();
        assertThat(plugins.look()).isTrue();
        assertThat(plugins.isUnsettled()).isFalse();

        assertThat(probed).containsExactly("one two");
        assertThat(plugins.serving().jobTypes())
                .extracting(JobTypeDescription::name)
                .containsExactly("one", "two");
        assertThat(plugins.statuses())
                .containsExactly(new PluginStatus(
                        "a.jar",
                        PluginJars.sha256(in("a.jar")),
                        State.LOADED,
                        null,
                        PluginJars.sha256(in("a.jar")),
                        List.of("one", "two"),
                        List.of("f-one-two"),
                        T));
        assertThat(plugins.look()).isFalse();
        assertThat(probed).hasSize(1);
    }

    @Test
    void generationIsTheSameForTheSameJarsWhateverTheirNames() throws Exception {
        drop("a.jar", "one");
        drop("b.jar", "two");
        Generation both = plugins.serving().generation();
        Files.delete(in("a.jar"));
        assertThat(plugins.look()).isTrue();
        assertThat(plugins.serving().generation().id()).isNotEqualTo(both.id());
        drop("c.jar", "one");

        assertThat(plugins.serving().generation()).isEqualTo(both);
        assertThat(plugins.find(both.id())).contains(both);
        assertThat(both.jars()).allSatisfy(jar -> assertThat(jar).isRegularFile());
    }

    @Test
    void overwritingAFileLeavesTheCopyAsItIs() throws Exception {
        drop("a.jar", "one");
        Generation before = plugins.serving().generation();
        drop("a.jar", "two");

        assertThat(plugins.serving().generation().id()).isNotEqualTo(before.id());
        assertThat(read(plugins.find(before.id()).orElseThrow().jars().get(0))).isEqualTo("one");
    }

    @Test
    void brokenVersionLeavesTheOneBeforeServingAlsoAfterARestart() throws Exception {
        drop("a.jar", "one");
        Generation good = plugins.serving().generation();
        assertThat(dropped("a.jar", "!it is bad")).isFalse();

        assertBrokenButServing(plugins, good);
        age(in("a.jar"));
        Plugins restarted = restarted();
        assertThat(restarted.look()).isTrue();
        assertBrokenButServing(restarted, good);
    }

    private static void assertBrokenButServing(Plugins plugins, Generation good) {
        PluginStatus status = plugins.statuses().get(0);
        assertThat(status.state()).isEqualTo(State.BROKEN);
        assertThat(status.problem()).isEqualTo("It is bad. The version before it goes on to serve.");
        assertThat(status.jobTypes()).containsExactly("one");
        assertThat(plugins.serving().generation()).isEqualTo(good);
    }

    @Test
    void nameBelongsToWhoeverCameFirstUntilThatIsGone() throws Exception {
        drop("b.jar", "one");
        drop("a.jar", "one two");
        assertThat(plugins.statuses()).extracting(PluginStatus::state).containsExactly(State.BROKEN, State.LOADED);
        assertThat(plugins.statuses().get(0).problem())
                .isEqualTo("Its job type 'one' has the name of one in b.jar, which came first.");

        Files.delete(in("b.jar"));
        assertThat(plugins.look()).isTrue();
        assertThat(plugins.statuses()).extracting(PluginStatus::state).containsExactly(State.LOADED);
        assertThat(probed).containsExactly("one", "one two");
    }

    @Test
    void whatCouldNotBeTriedIsTriedAgainLater() throws Exception {
        probeFails = true;
        drop("a.jar", "one");
        assertThat(plugins.statuses().get(0).problem()).isEqualTo("It could not be tried yet: no memory.");
        probeFails = false;
        assertThat(plugins.look()).isFalse();
        now = T.plusSeconds(10);
        assertThat(plugins.look()).isTrue();

        assertThat(plugins.statuses().get(0).state()).isEqualTo(State.LOADED);
    }

    @Test
    void whatGaveNoAnswerIsTriedAgainEverMoreRarelyUntilThatIsItsFault() throws Exception {
        probeHangs = true;
        drop("a.jar", "one");
        for (int seconds : List.of(10, 50, 210)) {
            assertThat(plugins.statuses().get(0).state()).isEqualTo(State.BROKEN);
            assertThat(plugins.statuses().get(0).problem()).isEqualTo("It took too long. It is tried again.");
            int tries = probed.size();
            now = T.plusSeconds(seconds - 1);
            plugins.look();
            assertThat(probed).hasSize(tries);
            now = T.plusSeconds(seconds);
            plugins.look();
            assertThat(probed).hasSize(tries + 1);
        }
        assertThat(plugins.statuses().get(0).problem()).isEqualTo("It took too long.");
        probeHangs = false;
        now = T.plus(Duration.ofDays(1));
        assertThat(plugins.look()).isFalse();

        age(in("a.jar"));
        plugins.look();
        assertThat(plugins.look()).as("the same, put there anew").isTrue();
        assertThat(plugins.statuses().get(0).state()).isEqualTo(State.LOADED);
        assertThat(probed).hasSize(5);
    }

    @Test
    void whatServedBeforeARestartServesWhileItGivesNoAnswer() throws Exception {
        drop("a.jar", "one two");
        Plugins.Serving before = plugins.serving();
        age(in("a.jar"));
        probeHangs = true;
        Plugins restarted = restarted();
        assertThat(restarted.look()).isTrue();
        assertThat(restarted.serving()).isEqualTo(before);
        assertThat(restarted.statuses().get(0).state()).isEqualTo(State.LOADED);

        for (int seconds : List.of(10, 50, 210)) {
            assertThat(restarted.serving()).isEqualTo(before);
            now = T.plusSeconds(seconds);
            restarted.look();
        }
        assertThat(restarted.statuses().get(0).state()).isEqualTo(State.BROKEN);
        assertThat(restarted.serving()).isEqualTo(Plugins.Serving.NONE);
        assertThat(restarted().look()).as("nor again after the next restart").isFalse();
    }

    @Test
    void versionBeforeARestartStandsInForOneThatIsStillBeingWrittenThen() throws Exception {
        drop("a.jar", "one");
        drop("b.jar", "two");
        Generation both = plugins.serving().generation();
        age(in("a.jar"));
        put("b.jar", "!it is bad");
        Plugins restarted = restarted();
        restarted.keep(Set::of);
        assertThat(restarted.look()).isTrue();
        assertThat(restarted.isUnsettled()).isTrue();
        assertThat(restarted.look()).isTrue();
        assertThat(restarted.isUnsettled()).isFalse();

        assertThat(restarted.serving().generation()).isEqualTo(both);
    }

    /** Trials that begin and do not end until they are run. */
    @Test
    void oneThatIsBeingTriedKeepsNobodyWaitingAndItsVersionBeforeServes() throws Exception {
        List<Runnable> trials = new ArrayList<>();
        plugins = trying(trials::add);
        drop("a.jar", "one");
        assertThat(plugins.isTrying()).isTrue();
        assertThat(plugins.statuses()).isEmpty();
        drop("b.jar", "two");
        trials.get(1).run();
        assertThat(plugins.look()).isTrue();
        assertThat(served()).containsExactly("two");
        assertThat(plugins.isTrying()).isTrue();
        assertThat(plugins.look()).as("nothing new is known").isFalse();
        trials.get(0).run();
        assertThat(plugins.look()).isTrue();
        assertThat(served()).containsExactlyInAnyOrder("one", "two");
        assertThat(plugins.isTrying()).isFalse();

        drop("a.jar", "three");
        assertThat(served()).containsExactlyInAnyOrder("one", "two");
        assertThat(plugins.statuses()).extracting(PluginStatus::state).containsOnly(State.LOADED);
        drop("a.jar", "!it is bad");
        trials.get(2).run();
        assertThat(plugins.look()).as("nobody wants that any more").isFalse();
        trials.get(3).run();
        plugins.look();

        assertThat(served()).containsExactlyInAnyOrder("one", "two");
        assertThat(plugins.statuses().get(0).problem()).startsWith("It is bad.");
        assertThat(trials).hasSize(4);
    }

    @Test
    void whileTriedAfterARestartPluginsServeAsBeforeAndKeepTheirNames() throws Exception {
        drop("b.jar", "one");
        drop("a.jar", "one");
        drop("c.jar", "two");
        drop("c.jar", "!it is bad");
        Generation before = plugins.serving().generation();
        List<Runnable> trials = new ArrayList<>();
        plugins = trying(trials::add);
        plugins.look();
        plugins.look();
        assertThat(plugins.serving().generation()).isEqualTo(before);
        for (Runnable each : List.copyOf(trials)) {
            each.run();
            plugins.look();
            assertThat(plugins.serving().generation()).isEqualTo(before);
        }

        assertThat(plugins.isTrying()).isFalse();
        assertThat(plugins.statuses())
                .extracting(PluginStatus::file, PluginStatus::state)
                .containsExactly(
                        tuple("a.jar", State.BROKEN), tuple("b.jar", State.LOADED), tuple("c.jar", State.BROKEN));
    }

    @Test
    void nameIsOfTheOneThatServedWithItFirst() throws Exception {
        List<Runnable> trials = new ArrayList<>();
        plugins = trying(trials::add);
        drop("a.jar", "one");
        drop("b.jar", "one ");
        trials.get(1).run();
        plugins.look();
        trials.get(0).run();
        plugins.look();

        assertThat(plugins.statuses())
                .extracting(PluginStatus::file, PluginStatus::state)
                .containsExactly(tuple("a.jar", State.BROKEN), tuple("b.jar", State.LOADED));
    }

    private List<String> served() {
        return plugins.serving().jobTypes().stream()
                .map(JobTypeDescription::name)
                .toList();
    }

    private Plugins trying(Executor trials) {
        return new Plugins(directory.resolve("in"), directory.resolve("store"), this::probe, new TestClock(), trials);
    }

    private Plugins restarted() {
        return trying(Runnable::run);
    }

    @Test
    void copiesAreKeptAsLongAsAJobNeedsThemAndAWhileForOneThatIsBeingAccepted() throws Exception {
        drop("a.jar", "one");
        String one = plugins.serving().generation().id();
        drop("a.jar", "two");
        String two = plugins.serving().generation().id();
        drop("a.jar", "three");
        now = T.plus(Duration.ofMinutes(2));
        plugins.look();
        assertThat(plugins.find(one)).as("nobody has told what is needed").isPresent();

        plugins.keep(() -> Set.of(one, ""));
        plugins.look();
        assertThat(plugins.find(one)).isPresent();
        assertThat(plugins.find(two)).isEmpty();

        plugins.keep(Set::of);
        plugins.look();
        assertThat(plugins.find(one)).isEmpty();
        assertThat(files(directory.resolve("store/jars"))).hasSize(1);

        drop("a.jar", "four");
        String four = plugins.serving().generation().id();
        Files.delete(in("a.jar"));
        plugins.look();
        assertThat(plugins.find(four)).as("just replaced").isPresent();
        now = now.plus(Duration.ofMinutes(2));
        plugins.look();
        assertThat(plugins.find(four)).isEmpty();
        assertThat(files(directory.resolve("store/jars"))).isEmpty();
    }

    @Test
    void directoryThatCannotBeReadIsToldAndLeavesAllAsItWas() throws Exception {
        drop("a.jar", "one");
        Files.move(directory.resolve("in"), directory.resolve("away"));
        assertThat(plugins.look()).isFalse();
        assertThat(plugins.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("NoSuchFile"));
        assertThat(plugins.serving().jobTypes()).hasSize(1);

        Files.move(directory.resolve("away"), directory.resolve("in"));
        assertThat(plugins.look()).isFalse();
        assertThat(plugins.problem()).isEmpty();
    }

    @Test
    void whatIsNoJarByItsNameIsPassedOver() throws Exception {
        put("a.txt", "one");
        put(".a.jar", "one");
        Files.createDirectory(in("d.jar"));
        plugins.look();
        plugins.look();
        assertThat(plugins.statuses()).isEmpty();
        assertThat(probed).isEmpty();
    }

    private void drop(String file, String text) throws Exception {
        dropped(file, text);
    }

    private boolean dropped(String file, String text) throws Exception {
        put(file, text);
        plugins.look();
        return plugins.look();
    }

    /** Each file is seen to be another than those before it, and is not old before the test says so. */
    private void put(String file, String text) throws IOException {
        Files.writeString(in(file), text);
        Files.setLastModifiedTime(in(file), FileTime.from(Instant.now().plusSeconds(60L * ++puts)));
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private Path in(String file) {
        return directory.resolve("in").resolve(file);
    }

    private static List<Path> files(Path where) throws IOException {
        try (Stream<Path> all = Files.list(where)) {
            return all.toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Tells the time that the test says. */
    private final class TestClock extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
