package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.Deadline;
import dev.forkyard.job.Retry;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiIT extends RunningService {

    @Test
    void descriptionNamesEveryCall() {
        JsonNode paths = api().path("paths");
        Set<String> calls = new TreeSet<>();
        paths.properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(
                                method -> calls.add(method + " " + path.getKey().replace("/api/v1", ""))));

        assertThat(calls)
                .containsExactly(
                        "delete /jobs/{id}",
                        "get /cores",
                        "get /functions",
                        "get /job-types",
                        "get /job-types/{name}",
                        "get /jobs",
                        "get /jobs/{id}",
                        "get /jobs/{id}/counters",
                        "get /jobs/{id}/counters/{name}",
                        "get /jobs/{id}/events",
                        "get /jobs/{id}/logs",
                        "get /jobs/{id}/messages",
                        "get /jobs/{id}/params",
                        "get /jobs/{id}/queues",
                        "get /jobs/{id}/queues/{name}",
                        "get /jobs/{id}/result",
                        "get /jobs/{id}/tasks",
                        "get /jobs/{id}/tasks/{index}",
                        "get /limits",
                        "get /plugins",
                        "get /pool",
                        "get /workers",
                        "get /workers/{id}",
                        "post /jobs",
                        "post /jobs/{id}/cancel",
                        "post /workers/{id}/restart",
                        "put /pool");
    }

    @Test
    void versionIs31AndEveryReferenceLeadsSomewhere() {
        JsonNode api = api();

        assertThat(api.path("openapi").asString()).startsWith("3.1");
        assertThat(api.findValuesAsString("$ref")).isNotEmpty().allSatisfy(ref -> {
            assertThat(ref).startsWith("#/");
            assertThat(api.at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
        });
    }

    @Test
    void everyJobTypeHasItsSchemaAndExamples() {
        JsonNode api = api();
        JsonNode body = api.at("/paths/~1api~1v1~1jobs/post/requestBody/content/application~1json");
        JsonNode params = api.at("/components/schemas/Submission/properties/params/anyOf");

        for (JsonNode type : http.get("/api/v1/job-types").json().path("items")) {
            String name = type.path("name").asString();
            assertThat(body.path("examples").propertyNames()).anyMatch(example -> example.startsWith(name + ": "));
        }
        assertThat(params.findValuesAsString("$ref")).contains("#/components/schemas/PiDigitsParams");
        JsonNode precisions = api.at("/components/schemas/PiDigitsParams/properties/precisions");
        assertThat(precisions.path("maxItems").asInt()).isEqualTo(1000);
        assertThat(precisions.path("items").path("maximum").asInt()).isEqualTo(100_000_000);
        assertThat(api.at("/components/schemas/PiDigitsParams/additionalProperties")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void recordsBecomeSchemasWithTheirDescriptions() {
        JsonNode schemas = api().path("components").path("schemas");

        assertThat(schemas.propertyNames())
                .contains(
                        "Job",
                        "Task",
                        "Attempt",
                        "Failure",
                        "Problem",
                        "ProblemCode",
                        "Worker",
                        "Pool",
                        "Core",
                        "Limit");
        assertThat(schemas.path("Job").path("required").valueStream().map(JsonNode::asString))
                .contains("id", "type", "state", "priority", "maxAttempts", "isolation", "progress", "timing", "links")
                .doesNotContain("name", "labels", "options", "timeout", "retryOn", "result", "failure");
        assertThat(schemas.path("Submission").path("required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("type", "params");
        schemas.path("Job")
                .path("properties")
                .properties()
                .forEach(property -> assertThat(property.getValue().has("description")
                                || property.getValue().has("$ref"))
                        .as(property.getKey())
                        .isTrue());
    }

    @Test
    void optionsAreFieldsOfTheSubmissionAndOfTheJob() {
        JsonNode schemas = api().path("components").path("schemas");
        JsonNode submission = schemas.path("Submission").path("properties");

        assertThat(schemas.propertyNames()).doesNotContain("Options", "SubmissionOptions");
        assertThat(submission.propertyNames())
                .containsExactly(
                        "type",
                        "params",
                        "name",
                        "labels",
                        "counters",
                        "queues",
                        "priority",
                        "parallelism",
                        "timeout",
                        "taskTimeout",
                        "queueTimeout",
                        "maxAttempts",
                        "retryOn",
                        "onTaskFailure",
                        "isolation");
        assertThat(schemas.path("Job").path("properties").propertyNames())
                .containsAll(submission
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .filter(name -> !Set.of("counters", "queues").contains(name))
                        .toList())
                .doesNotContain("options");
        for (String duration : List.of("timeout", "taskTimeout", "queueTimeout")) {
            assertThat(submission.path(duration).path("type").asString()).isEqualTo("string");
            assertThat(submission.path(duration).has("format")).isFalse();
        }
        assertThat(texts(submission.path("retryOn").path("items").path("enum")))
                .containsExactlyElementsOf(
                        EnumSet.copyOf(Retry.CHOICES).stream().map(Enum::name).toList());
        assertThat(texts(submission.path("isolation").path("enum"))).containsExactly("POOLED", "FRESH");
    }

    @Test
    void everyDeadlineIsDescribed() {
        JsonNode deadline = api().at("/components/schemas/Failure/properties/deadline");

        assertThat(texts(deadline.path("enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Deadline.values()).map(Deadline::word).toList());
    }

    @Test
    void resultCanBeAskedForAsAPicture() {
        JsonNode content = api().at("/paths/~1api~1v1~1jobs~1{id}~1result/get/responses/200/content");

        assertThat(content.propertyNames()).contains("application/json", "text/plain", "image/png", "image/svg+xml");
    }

    @Test
    void callsThatChangeThePoolTellWhatTheyTake() {
        JsonNode api = api();

        JsonNode size = api.at("/components/schemas/PoolSize");
        assertThat(api.at("/paths/~1api~1v1~1pool/put/requestBody/content/application~1json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/PoolSize");
        assertThat(texts(size.path("required"))).containsExactly("size");
        assertThat(size.at("/properties/size/maximum").asInt()).isEqualTo(1024);
        assertThat(size.path("additionalProperties").asBoolean(true)).isFalse();
        JsonNode restart = api.at("/paths/~1api~1v1~1workers~1{id}~1restart/post");
        assertThat(restart.path("parameters")
                        .valueStream()
                        .map(parameter -> parameter.path("name").asString()))
                .containsExactlyInAnyOrder("id", "force");
        assertThat(restart.path("responses").propertyNames()).containsExactlyInAnyOrder("202", "default");
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private JsonNode api() {
        return http.get("/v3/api-docs").json();
    }
}
