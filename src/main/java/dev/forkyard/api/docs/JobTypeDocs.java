package dev.forkyard.api.docs;

import static java.util.Objects.requireNonNull;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.job.service.Jobs;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Adds the schema of each job type's params, and a submission for each of its examples. */
final class JobTypeDocs implements OpenApiCustomizer {

    private static final String REF = "#/components/schemas/";

    private final ObjectMapper mapper = Json31.mapper();
    private final Jobs jobs;

    JobTypeDocs(Jobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public void customise(OpenAPI api) {
        List<JobTypeDescription> types = jobs.types();
        if (types.isEmpty()) {
            return;
        }
        MediaType body = submissionBody(api);
        Schema<?> params = submissionParams(api);
        for (JobTypeDescription type : types) {
            String name = schemaName(type);
            api.schema(name, schema(type));
            params.addAnyOfItem(new JsonSchema().$ref(REF + name));
            type.examples().forEach(example -> {
                String title = type.name() + ": " + example.name();
                body.addExamples(title, new Example().summary(title).value(submission(type, example)));
            });
        }
    }

    private static MediaType submissionBody(OpenAPI api) {
        PathItem jobs = requireNonNull(api.getPaths().get("/api/v1/jobs"));
        return requireNonNull(jobs.getPost().getRequestBody().getContent().get(APPLICATION_JSON_VALUE));
    }

    private static Schema<?> submissionParams(OpenAPI api) {
        Schema<?> submission = requireNonNull(api.getComponents().getSchemas().get("Submission"));
        return requireNonNull((Schema<?>) submission.getProperties().get("params"));
    }

    /** {@code pi-digits} becomes {@code PiDigitsParams}. */
    private static String schemaName(JobTypeDescription type) {
        return Arrays.stream(type.name().split("-"))
                        .filter(part -> !part.isEmpty())
                        .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                        .collect(Collectors.joining())
                + "Params";
    }

    private Schema<?> schema(JobTypeDescription type) {
        try {
            JsonSchema schema = mapper.readValue(type.paramsSchema(), JsonSchema.class);
            schema.setDescription(type.description());
            return schema;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the params schema of " + type.name() + " is not JSON", e);
        }
    }

    private JsonNode submission(JobTypeDescription type, JobTypeDescription.Example example) {
        try {
            ObjectNode submission = mapper.createObjectNode();
            submission.put("type", type.name());
            submission.set("params", mapper.readTree(example.params()));
            return submission;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an example of " + type.name() + " is not JSON", e);
        }
    }
}
