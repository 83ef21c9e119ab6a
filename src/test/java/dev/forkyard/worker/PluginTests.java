package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.pool.plugin.PluginJars;
import dev.forkyard.pool.plugin.VersionedPlugin;
import dev.forkyard.protocol.Message.FunctionDescription;
import dev.forkyard.protocol.Message.Probed;
import dev.forkyard.protocol.Message.TypeDescription;
import dev.forkyard.task.Function;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginTests {

    @TempDir
    Path directory;

    private PluginJars jars;

    @BeforeEach
    void makeJars() {
        jars = new PluginJars(directory);
    }

    @AfterEach
    void leaveNoClassLoaderBehind() {
        Thread.currentThread().setContextClassLoader(PluginTests.class.getClassLoader());
    }

    @Test
    void pluginIsLoadedWhenItsCodeIsNeededAndNotBefore() throws Exception {
        Path loaders = directory.resolve("loaders");
        JobTypeRegistry registry = new JobTypeRegistry(List.of(VersionedPlugin.jar(jars, "one", loaders)));
        registry.link();
        registry.get("pi-digits");
        assertThat(registry.describe()).extracting(TypeDescription::name).doesNotContain("versioned");
        assertThat(loaders).doesNotExist();

        assertThat(registry.get("versioned").run("\"/\"", List.of(), new ScriptedContext()))
                .contains("\"version\":\"one\"");
        assertThat(loaders).exists();
        assertThat(registry.all()).extracting(BoundJobType::name).contains("versioned", "pi-digits");
    }

    @Test
    void pluginTellsOfItselfAloneWhenItIsTried() throws Exception {
        JobTypeRegistry registry =
                new JobTypeRegistry(List.of(VersionedPlugin.jar(jars, "one", directory.resolve("loaders"))));
        Probed probed = registry.probe(index -> new ScriptedContext());

        assertThat(probed.problem()).isEmpty();
        assertThat(probed.types()).extracting(TypeDescription::name).containsExactly("versioned");
        assertThat(probed.functions()).extracting(FunctionDescription::name).containsExactly("version");
    }

    @Test
    void functionRunsWithTheClassLoaderOfItsPlugin() throws Exception {
        JobTypeRegistry registry = new JobTypeRegistry(List.of(VersionedPlugin.other(jars, "one")));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Function function = registry.function("other-version");

        assertThat(function.apply(List.of("a"), new ScriptedContext())).isEqualTo("one plug-in");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void classesOfTheWorkerAreOutOfSight() throws Exception {
        for (String hidden : List.of(
                "dev.forkyard.worker.WorkerMain",
                "dev.forkyard.catalog.functions.Square",
                "dev.forkyard.protocol.Message",
                "tools.jackson.databind.ObjectMapper",
                "com.sun.jna.Native",
                "org.jspecify.annotations.Nullable")) {
            Path jar = jars.function("look", "", "Class.forName(x).getName()");
            Function look = new JobTypeRegistry(List.of(jar)).function("look");
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> look.apply(List.of(hidden), new ScriptedContext())))
                    .as(hidden)
                    .isInstanceOf(ClassNotFoundException.class);
            assertThat(look.apply(List.of("dev.forkyard.task.JobType"), new ScriptedContext()))
                    .isEqualTo("dev.forkyard.task.JobType");
            assertThat(look.apply(List.of("java.sql.Connection"), new ScriptedContext()))
                    .isEqualTo("java.sql.Connection");
        }
    }

    @Test
    void pluginThatCannotBeLoadedLeavesTheOthersAndIsToldWhereItIsMissed() throws Exception {
        Path text = Files.writeString(directory.resolve("text"), "no JAR");
        JobTypeRegistry registry = new JobTypeRegistry(List.of(text, VersionedPlugin.other(jars, "one")));

        assertThat(registry.function("other-version").name()).isEqualTo("other-version");
        assertThat(registry.function("square").name()).isEqualTo("square");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.function("cube"))
                .withMessageContaining("There is no function 'cube'; there are add,")
                .withMessageContaining("other-version")
                .withMessageContaining("a plug-in cannot be loaded: it is no JAR");
    }
}
