package dev.forkyard.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BuiltInJobTypesTests {

    private final List<JobType<?, ?, ?>> jobTypes = ServiceLoader.load(JobType.class).stream()
            .<JobType<?, ?, ?>>map(ServiceLoader.Provider::get)
            .filter(jobType -> jobType.getClass().getName().startsWith("dev.forkyard.catalog."))
            .toList();

    @Test
    void areFoundByTheirNames() {
        assertThat(jobTypes)
                .extracting(JobType::name)
                .containsExactlyInAnyOrder(
                        "pi-digits",
                        "pi-hex-digits",
                        "pi-monte-carlo",
                        "map",
                        "starmap",
                        "batch",
                        "mandelbrot",
                        "integrate",
                        "hash-search",
                        "genetic");
    }

    @Test
    void haveExamplesAndADescribedParam() {
        assertThat(jobTypes).allSatisfy(jobType -> {
            assertThat(jobType.description()).endsWith(".");
            assertThat(jobType.examples())
                    .isNotEmpty()
                    .allSatisfy(example -> assertThat(
                                    Stream.of(example.params().getClass().getRecordComponents()))
                            .extracting(BuiltInJobTypesTests::description)
                            .allSatisfy(description -> assertThat(description).endsWith(".")));
        });
    }

    private static String description(RecordComponent component) {
        return component.getAnnotation(Param.class).description();
    }
}
