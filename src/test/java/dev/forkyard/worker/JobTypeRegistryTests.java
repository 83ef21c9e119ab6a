package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.forkyard.protocol.Message.TypeDescription;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.TaskContext;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTypeRegistryTests {

    @Test
    void typesOnTheClassPathAreDescribed() {
        List<TypeDescription> types = new JobTypeRegistry(List.of()).describe();
        assertThat(types).extracting(TypeDescription::name).contains("pi-digits", "pi-monte-carlo", "test-echo");
        assertThat(types).allSatisfy(type -> {
            assertThat(type.description()).isNotBlank();
            assertThat(type.paramsSchema()).startsWith("{\"type\":\"object\"");
            assertThat(type.examples()).isNotEmpty();
        });
    }

    @Test
    void everyExampleCanBeLinked() {
        new JobTypeRegistry(List.of()).link();
    }

    @Test
    void unknownTypeIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JobTypeRegistry(List.of()).get("nonesuch"))
                .withMessageContaining("'nonesuch'");
    }

    @Test
    void twoTypesOfOneNameAreRefusedEachTime(@TempDir Path directory) throws IOException {
        Path services = directory.resolve("META-INF/services/" + JobType.class.getName());
        Files.createDirectories(services.getParent());
        Files.writeString(services, Twin.class.getName());
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, Twin.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            JobTypeRegistry registry = new JobTypeRegistry(List.of());
            for (int i = 0; i < 2; i++) {
                assertThatIllegalStateException()
                        .isThrownBy(registry::describe)
                        .withMessage("two job types are named 'test-echo'");
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Has the name of another job type. */
    public static final class Twin implements JobType<Twin.Params, Integer, Integer> {

        /** Nothing. */
        public record Params() {}

        @Override
        public String name() {
            return "test-echo";
        }

        @Override
        public String description() {
            return "A twin.";
        }

        @Override
        public List<Example<Params>> examples() {
            return List.of(new Example<>("none", new Params()));
        }

        @Override
        public List<Integer> split(Params params) {
            return List.of(1);
        }

        @Override
        public Integer run(Integer input, TaskContext context) {
            return input;
        }

        @Override
        public JobResult combine(Params params, List<Integer> results) {
            return JobResult.of(results);
        }
    }
}
